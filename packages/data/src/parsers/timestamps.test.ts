import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binarize,
  entriesOf,
  filterInteractions,
  interactionsFrom,
  type Reading,
  readInteractions,
  readRows,
} from '../index'

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

const read = (text: string, options = {}) =>
  readInteractions(bytesOf(text), { name: 'file', timestamps: true, ...options })

async function timesIn(text: string, options = {}): Promise<number[]> {
  return Array.from(entriesOf(await read(text, options)), ({ timestamp }) => timestamp!)
}

const september = Date.UTC(2005, 8, 6) / 1000

describe('times', () => {
  it.each([
    ['a CSV', 'userId,movieId,rating,timestamp\n1,2,5,978300760\n1,3,4,978302109.5\n'],
    ['a CSV with quotes', 'userId,movieId,"timestamp"\n1,"2","978300760"\n1,3,978302109.5\n'],
    ['MovieLens ::', '1::2::5::978300760\n1::3::4::978302109.5\n'],
    ['u.data', '1\t2\t5\t978300760\n1\t3\t4\t978302109.5\n'],
  ])('are read from %s', async (_, text) => {
    expect(await timesIn(text)).toEqual([978300760, 978302109.5])
  })

  it.each(['1.20326E+12', '1.2e+09', '1E+9'])(
    'are refused where a spreadsheet rounded them: %s',
    async (time) => {
      const got = `file:2: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got '${time}', a number as a spreadsheet or R rounds it: export the column as text`
      const files = [`user,item,rating,timestamp\n1,2,5,${time}\n`, `user,item,"timestamp"\n1,2,"${time}"\n`]
      for (const file of files) await expect(read(file)).rejects.toThrow(got)
      await expect(read(`{"user":1,"item":2,"timestamp":"${time}"}\n`)).rejects.toThrow(
        'as a spreadsheet or R',
      )
    },
  )

  it('are read in full where NumPy wrote them with an exponent', async () => {
    const text = 'user,item,timestamp\n1,2,9.783007600000000000e+08\n1,3,9.78302109e8\n1,4,0\n'
    expect(await timesIn(text)).toEqual([978300760, 978302109, 0])
  })

  it('are days where all of a file are written without marks', async () => {
    const times = (...all: readonly string[]) =>
      timesIn(`user,item,date\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`)
    expect(await times('20050906', '20050907')).toEqual([september, september + 86_400])
    expect(await times('20050906', '20050931')).toEqual([20050906, 20050931]) // which is no day
    await expect(times('20050906', '1126000000')).rejects.toThrow(
      'file: expected times in one unit, got 1126000000, as in seconds, and 20050906, as a day without marks',
    )
  })

  it('are days without marks with a clock behind them, and beside a time that is missing', async () => {
    const times = (...all: readonly string[]) =>
      timesIn(`user,item,date\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`)
    expect(await times('20050906010203', '20050906000000')).toEqual([september + 3723, september])
    expect(await times('200509060102', '20050906')).toEqual([september + 3720, september])
    expect(await times('2005090613', '20050906')).toEqual([september + 13 * 3600, september])
    expect(await times('20050906250000', '20050906')).toEqual([20050906250000, 20050906]) // which is no clock
    expect(await times('00000000', '20050906', '-1')).toEqual([0, september, -1])
  })

  it('are refused in two units, of rows, too, whose place others take', async () => {
    const times = (...rows: readonly string[]) =>
      timesIn(`user,item,rating,timestamp\n${rows.map((row) => `${row}\n`).join('')}`)
    const others = ['u2,b,3,1704067200000', 'u3,c,3,0', 'u3,d,3,-1']
    await expect(times('u1,a,5,1704067200000', 'u1,a,1,1672531200000000', ...others)).rejects.toThrow(
      'file: expected times in one unit, got 1704067200000, as in milliseconds, and 1672531200000000, as in microseconds',
    )
    await expect(times('u1,a,5,1672531200000000000', ...others)).rejects.toThrow(
      'got 1704067200000, as in milliseconds, and 1672531200000000000, as in nanoseconds',
    )
    const taken = ['u1,a,5,1704067200000', 'u2,b,3,1704067200000']
    await expect(times('u1,a,1,1672531200', ...taken)).rejects.toThrow(
      'got 1672531200, as in seconds, and 1704067200000, as in milliseconds or finer',
    )
    await expect(times('u1,a,1,2023-01-01', ...taken)).rejects.toThrow('got 1672531200, as in seconds, and')
    await expect(times('u1,a,1,20230101', 'u1,a,5,1704067200')).rejects.toThrow(
      'got 1704067200, as in seconds, and 20230101, as a day without marks',
    )
    expect(await times('u1,a,5,1672531200000', ...taken, ...others.slice(1))).toEqual([
      ...[1704067200000, 1704067200000],
      ...[0, -1],
    ])
  })

  it('are refused where days without marks stand beside milliseconds or finer', async () => {
    const times = (...all: readonly string[]) =>
      timesIn(`user,item,date\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`)
    await expect(times('20261231', '1700000000000', '20240101')).rejects.toThrow(
      'got 1700000000000, as in milliseconds, and 20261231, as a day without marks',
    )
    await expect(times('1700000000000000', '20240101')).rejects.toThrow('as in microseconds, and 20240101')
    await expect(times('1704153600000', '20240101120000')).rejects.toThrow(
      'got 1704153600000, as in milliseconds, and 20240101120000, as a day without marks',
    )
    await expect(times('202401011200', '1704153600000')).rejects.toThrow('and 202401011200, as a day')
    await expect(times('1704153600000', '45383')).rejects.toThrow(
      "got '45383' (file:3), a small number, and '1704153600000' (file:2), as in milliseconds since 1970",
    )
    expect(await times('1704153600000', '0', '-1', '915148800000')).toEqual([
      1704153600000, 0, -1, 915148800000,
    ])
  })

  it('are refused in two units of users of other shards, too, and of rows with types', async () => {
    const text = 'user,item,timestamp\n1,a,1704067200\n2,a,1704067200000\n3,a,1704067200\n'
    for (const index of [0, 1]) {
      await expect(read(text, { shard: { index, count: 2 } })).rejects.toThrow('expected times in one unit')
    }
    const rows = {
      columns: ['user', 'item', 'timestamp'],
      async *batches() {
        yield [
          ['1', '2', 1704067200000],
          ['1', '2', 1704067200],
        ]
      },
    }
    await expect(readRows(rows, { name: 'rows', timestamps: true })).rejects.toThrow(
      'rows: expected times in one unit, got 1704067200, as in seconds, and 1704067200000',
    )
  })

  it('are named where a date of typed rows is none', async () => {
    const rows = {
      columns: ['user', 'item', 'timestamp'],
      async *batches() {
        yield [['1', '2', new Date(Number.NaN)]]
      },
    }
    await expect(readRows(rows, { name: 'rows', timestamps: true })).rejects.toThrow(
      "rows: row 1: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got 'Invalid Date'",
    )
  })

  it('are refused where dates stand beside small numbers, as a spreadsheet leaves them', async () => {
    const times = (...all: readonly string[]) =>
      timesIn(`user,item,date\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`, { dateOrder: 'dmy' })
    const advice = 'a date: write dates, such as 2026-12-31'
    await expect(times('30/03/2024', '45383', '31/03/2024')).rejects.toThrow(
      `file: expected times in one unit, got '45383' (file:3), a small number, and '30/03/2024' (file:2), ${advice}`,
    )
    await expect(times('45383.5', '"2024-03-30"')).rejects.toThrow(
      `got '45383.5' (file:2), a small number, and '2024-03-30' (file:3), ${advice}`,
    )
    await expect(times('2024-03-13', '7')).rejects.toThrow("got '7' (file:3), a small number, and")
    await expect(times('2024-03-13', '2024')).rejects.toThrow("got '2024' (file:3), a small number, and")
    await expect(times('1704100000', '3600')).rejects.toThrow(
      "got '3600' (file:3), a small number, and '1704100000' (file:2), as in seconds since 1970: write dates",
    )
    const [march, early] = [Date.UTC(2024, 2, 13) / 1000, Date.UTC(1972, 4, 5) / 1000]
    expect(await times('2024-03-13', '0', '-1', '1972-05-05', '1965-05-05')).toEqual([
      ...[march, 0, -1, early, Date.UTC(1965, 4, 5) / 1000],
    ])
    expect(await times('1704100000', '2024-03-13')).toEqual([1704100000, march])
  })

  it('are numbers of an order of their own, however they grow', async () => {
    const all = [1, 2, 3600, 45_383, 5_000_000, 150_000_000]
    const text = `user,item,timestamp\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`
    expect(await timesIn(text)).toEqual(all)
  })

  it('are refused in objects and typed rows, too, where dates stand beside small numbers', async () => {
    const objects = '{"user":1,"item":2,"time":"2024-03-13"}\n{"user":1,"item":3,"time":2024}\n'
    await expect(read(objects)).rejects.toThrow(
      "got '2024' (file:2), a small number, and '2024-03-13' (file:1)",
    )
    const rows = (...times: readonly unknown[]) => ({
      columns: ['user', 'item', 'timestamp'],
      async *batches() {
        yield times.map((time, item) => ['1', item, time])
      },
    })
    const march = new Date(Date.UTC(2024, 2, 13))
    await expect(readRows(rows(45_383, march), { timestamps: true })).rejects.toThrow(
      "got '45383' (rows: row 1), a small number, and '2024-03-13T00:00:00.000Z' (rows: row 2), a date",
    )
    const early = await readRows(rows(march, new Date(1000 * 86_400)), { timestamps: true })
    expect([...early.timestamps!]).toEqual([march.getTime() / 1000, 86_400])
  })

  it('that differ are shown as they are written, with their lines', async () => {
    await expect(read('user,item,time\n1,2,1704067200000\n1,3,2023-01-01\n')).rejects.toThrow(
      "as in milliseconds or finer: see '2023-01-01' (file:3) and '1704067200000' (file:2)",
    )
  })

  it.each(['9999-12-31', '"9999-12-31"', '31.12.9999', '9999-12-31 23:59:59', '9999/12/31', '9999.12.31'])(
    'that are %s, the end of what has none, are none',
    async (far) => {
      const text = `user,item,time\n1,2,2024-01-05\n1,3,${far}\n`
      await expect(read(text)).rejects.toThrow(
        `file:3: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got '${far.replaceAll('"', '')}', which stands for no day: choose with missing`,
      )
      expect((await read(text, { missing: 'skip' })).timestamps).toHaveLength(1)
    },
  )

  it('are refused where all may be months, days of a short year or with the year last', async () => {
    const times = (...all: readonly string[]) =>
      timesIn(`user,item,date\n${all.map((time, i) => `1,${i},${time}\n`).join('')}`)
    await expect(times('201801', '201802', '201712', '201801')).rejects.toThrow(
      'file: expected times whose unit is sure, got 201801, which may be a month; write dates, such as 2026-12-31',
    )
    await expect(times('180131', '180201', '171231')).rejects.toThrow(
      'got 180131, which may be a day of a short year',
    )
    await expect(times('28112014', '1122014', '29112014')).rejects.toThrow(
      'got 28112014, which may be a day with its year last',
    )
    expect(await times('201801', '201802')).toEqual([201801, 201802]) // which may be chance
    expect(await times('201801', '201802', '201803', '201899')).toHaveLength(4)
  })

  it.each([
    ...[
      '2005/09/06',
      '2005/9/6 0:00',
      '2005/09/06 00:00:00',
      '6 Sep 2005',
      '06-Sep-2005',
      '6 September 2005',
    ],
    ...[
      'Sep 6, 2005',
      'Sept. 06, 2005',
      'September 6, 2005 00:00',
      '09 6, 2005',
      '09 06, 2005',
      '2005-09-06 00',
    ],
    ...['2005.09.06', '2005.9.6 0:00', '2005-9-6', '2005-9-6 00:00:00', '2005.09.06 00:00:00 UTC'],
    ...['2005-09-06t00:00:00z', '2005-09-06 00:00:00z'],
  ])('are read from %s, whose order is sure', async (text) => {
    expect(await timesIn(`user,item,date\n1,2,"${text}"\n`)).toEqual([september])
  })

  it.each([
    '2005/13/01',
    '2005/02/30',
    '31 Sep 2005',
    '6 Foo 2005',
    '13 01, 2005',
    '2005-09-06 24:61',
    '2005-09-06 1',
    '2005.13.01',
    '2005-2-30',
    '2005-9/6',
    '5.9.6',
  ])('are not read from %s', async (text) => {
    await expect(timesIn(`user,item,date\n1,2,"${text}"\n`)).rejects.toThrow('as timestamp')
  })

  it('are read from dates, in UTC where no zone is given', async () => {
    const times = ['2005-09-06', '2005-09-06T01:00', '2005-09-06 00:00:30.5', '2005-09-06T02:00:00+02:00']
    const text = `user,item,date\n${times.map((time, i) => `1,${i},${time}\n`).join('')}1,9,"${times[0]}"\n`
    expect(await timesIn(text)).toEqual([september, september + 3600, september + 30.5, september, september])
  })

  it('are numbers with a point, and no months', async () => {
    expect(await timesIn('user,item,date\n1,2,2024.02\n')).toEqual([2024.02])
  })

  it('are read to the microsecond, by which the latest of two rows counts', async () => {
    const rows = ['1,1,5,2024-01-05 10:00:00.123900', '1,1,1,2024-01-05 10:00:00.123100']
    const others = ['1,2,1,2024-01-05T10:00:00.123457000+00:00', '1,3,1,1969-12-31 23:59:58.4999']
    const text = `user,item,rating,time\n${[...rows, ...others].join('\n')}\n`
    const { values, timestamps } = await read(text)
    expect([...values!]).toEqual([5, 1, 1])
    expect([...timestamps!]).toEqual([1704448800.1239, 1704448800.123457, -1.5001])
  })

  it('are read from dates with names of weekdays and months, in text and JSON', async () => {
    const times = [
      'Tue Sep 06 00:00:30 +0000 2005',
      'Mon Sep 05 17:00:30 -0700 2005',
      'Tue Sep  6 00:00:30 UTC 2005',
      'Tue, 06 Sep 2005 00:00:30 GMT',
      'Tue, 6 Sep 2005 05:30:30 +0530',
    ]
    const expected = times.map(() => september + 30)
    const text = `user\titem\tdate\n${times.map((time, i) => `1\t${i}\t${time}\n`).join('')}`
    expect(await timesIn(text)).toEqual(expected)
    const objects = times.map((date, item) => JSON.stringify({ user: 1, item, date_added: date })).join('\n')
    expect(await timesIn(`${objects}\n`)).toEqual(expected)
  })

  it.each([
    ['of another weekday', 'Wed Sep 06 00:00:30 +0000 2005'],
    ['of no month', 'Tue Sop 06 00:00:30 +0000 2005'],
    ['of a day that does not exist', 'Fri Sep 31 00:00:30 +0000 2005'],
    ['of an hour that does not exist', 'Tue Sep 06 25:00:30 +0000 2005'],
    ['without a zone', 'Tue Sep 06 00:00:30 2005'],
  ])('are refused from a date %s', async (_, time) => {
    await expect(read(`user,item,date\n1,2,"${time}"\n`)).rejects.toThrow(`as timestamp, got '${time}'`)
  })

  it('are not read unless asked for', async () => {
    const { timestamps } = await readInteractions(bytesOf('user,item,timestamp\n1,2,never\n'))
    expect(timestamps).toBeUndefined()
  })

  it('are those of a column named by the caller', async () => {
    const columns = { timestamp: 'When' }
    expect(await timesIn('user,item,time,when\n1,2,3,4\n', { timestamps: undefined, columns })).toEqual([4])
  })

  it('may be dates as Germans write them, by day, month and year', async () => {
    const text = 'user;item;Datum\n1;2;31.12.2026 18:30\n1;3;1.2.2026\n1;4;2026-02-01\n'
    const iso = (date: string) => Date.parse(`${date}Z`) / 1000
    expect(await timesIn(text, { columns: { timestamp: 'Datum' } })).toEqual(
      ['2026-12-31T18:30', '2026-02-01', '2026-02-01'].map(iso),
    )
    await expect(read('user;item;time\n1;2;30.02.2026\n')).rejects.toThrow("got '30.02.2026'")
  })

  describe('whose day and month may stand in either order', () => {
    const dated = (...times: readonly string[]) =>
      `user,item,date\n${times.map((time, item) => `1,${item},"${time}"\n`).join('')}`
    const utc = (...dates: readonly string[]) => dates.map((date) => Date.parse(`${date}Z`) / 1000)

    it.each([
      ['dmy', ['03/01/2024', '13/01/2024 18:30'], ['2024-01-03', '2024-01-13T18:30']],
      ['mdy', ['1/3/2024 2:38 PM', '1/13/24 12:05 am'], ['2024-01-03T14:38', '2024-01-13T00:05']],
      ['dmy', ['03.01.24', '04.01.24', '31.12.23'], ['2024-01-03', '2024-01-04', '2023-12-31']],
      ['dmy', ['3-1-1999', '31-12-1998'], ['1999-01-03', '1998-12-31']],
    ] as const)('are read as %s where a day above 12 shows it: %j', async (order, times, dates) => {
      let reading: Reading | undefined
      const onReading = (found: Reading) => {
        reading = found
      }
      expect(await timesIn(dated(...times), { onReading })).toEqual(utc(...dates))
      expect(reading?.options.dateOrder).toBe(order)
    })

    it.each([
      ['no day is above 12', ['03/01/2024', '04/01/2024']],
      ['one contradicts another', ['03/13/2024', '13/03/2024']],
      ['the first number may be a year', ['24.01.03', '24.01.04']],
    ])('are refused where %s, and read in the order that is chosen', async (_, times) => {
      await expect(read(dated(...times))).rejects.toMatchObject({
        message: expect.stringContaining(
          `file:2: expected a date whose order of day and month is known, got '${times[0]}': choose with dateOrder`,
        ),
        options: ['dateOrder'],
      })
    })

    it('are read in the order that is chosen, of objects and rows too', async () => {
      const text = dated('03/01/2024', '04/01/2024')
      expect(await timesIn(text, { dateOrder: 'dmy' })).toEqual(utc('2024-01-03', '2024-01-04'))
      expect(await timesIn(text, { dateOrder: 'mdy' })).toEqual(utc('2024-03-01', '2024-04-01'))
      await expect(read(dated('13/01/2024'), { dateOrder: 'mdy' })).rejects.toThrow(
        "expected a date in the order mdy, got '13/01/2024': choose with dateOrder ('dmy')",
      )
      const objects = '{"user":1,"item":2,"date":"03/01/2024"}\n'
      expect(await timesIn(objects, { dateOrder: 'mdy' })).toEqual(utc('2024-03-01'))
      await expect(read(objects)).rejects.toThrow('choose with dateOrder')
      const rows = {
        columns: ['user', 'item', 'date'],
        async *batches() {
          yield [['1', '2', '03/01/2024']]
        },
      }
      const found = await readRows(rows, { timestamps: true, dateOrder: 'dmy' })
      expect([...found.timestamps!]).toEqual(utc('2024-01-03'))
      await expect(readRows(rows, { timestamps: true })).rejects.toThrow('choose with dateOrder')
      await expect(read(text, { dateOrder: 'ymd' })).rejects.toThrow(
        "dateOrder must be one of dmy, mdy, got 'ymd'",
      )
    })
  })

  it.each([
    [
      'user,item,rating\n1,2,3\n',
      "file:1: expected a timestamp column, got columns 'user', 'item', 'rating'",
    ],
    ['1::2::5\n', "file:1: expected a timestamp as fourth field, got '1::2::5'"],
    ['1 2 3\n4 5\n', 'file:1: expected timestamps, got adjacency lists, which have none'],
    [
      'user,item,time\n1,2,yesterday\n',
      "file:2: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got 'yesterday'",
    ],
    ['user,item,time\n1,2,2005-02-30\n', "got '2005-02-30'"],
    [
      'user,item,time\n"1",2,\n',
      'file:2: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got nothing',
    ],
  ])('that are missing or none are refused: %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message)
  })

  it.each(['00.00.0000', '0000-00-00', '0000-00-00 00:00:00', '00/00/0000'])(
    'that are %s are none: skipped where that was chosen',
    async (zero) => {
      const text = `user,item,time\n1,2,${zero}\n1,3,2026-11-24\n1,4,25.11.2026\n`
      await expect(read(text)).rejects.toThrow(
        `file:2: expected a number or a date (2026-12-31 or 31.12.2026) as timestamp, got '${zero}', which is no day: choose with missing`,
      )
      const kept = await read(text, { missing: 'skip' })
      expect(kept.timestamps).toHaveLength(2)
    },
  )

  it('of rows with the same user and item, the last counts, as its rating does', async () => {
    const { values, timestamps } = await read('user,item,rating,time\n1,2,5,10\n1,3,4,11\n1,2,1,12\n')
    expect([...values!]).toEqual([1, 4])
    expect([...timestamps!]).toEqual([12, 11])
  })

  it('go with their entries through binarizing, filtering and back', () => {
    const entry = fc.record({
      user: fc.nat(4),
      item: fc.nat(6),
      value: fc.integer({ min: 1, max: 5 }),
      timestamp: fc.integer({ min: 0, max: 2 ** 40 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ user, item }) => 10 * user + item }), (entries) => {
        const liked = binarize(interactionsFrom(entries), entries.length > 0 ? { atLeast: 3 } : {})
        const kept = filterInteractions(liked, { minUserInteractions: 2 })
        const timeOf = new Map(entries.map(({ user, item, timestamp }) => [`${user} ${item}`, timestamp]))
        for (const { user, item, timestamp } of entriesOf(kept)) {
          expect(timestamp).toBe(timeOf.get(`${user} ${item}`))
        }
      }),
    )
  })

  it('in memory, have to be there for all entries or for none', () => {
    expect(() =>
      interactionsFrom([
        { user: 1, item: 2, timestamp: 3 },
        { user: 1, item: 3 },
      ]),
    ).toThrow('interactionsFrom: entry 1 must have a timestamp like those before, got undefined')
    expect(() => interactionsFrom([{ user: 1, item: 2, timestamp: Number.NaN }])).toThrow(
      'interactionsFrom: entry 0 must have a finite timestamp, got NaN',
    )
    expect(() => interactionsFrom({ users: [1], items: [2], timestamps: [] })).toThrow(
      'interactionsFrom: columns must have the same length, got 1, 1, 0',
    )
  })
})

it('a chosen order of dates that a date contradicts is asked about, with the other one', async () => {
  const read = (date: string, dateOrder?: 'dmy' | 'mdy') =>
    readInteractions(new Blob([`user,item,date\n1,a,${date}\n`]), {
      timestamps: true,
      ...(dateOrder && { dateOrder }),
    })
  await expect(read('01/18/2018', 'dmy')).rejects.toMatchObject({
    message:
      "interactions:2: expected a date in the order dmy, got '01/18/2018': choose with dateOrder ('mdy')",
    likely: { dateOrder: 'mdy' },
  })
  await expect(read('18/01/2018', 'mdy')).rejects.toThrow("choose with dateOrder ('dmy')")
  await expect(read('40/01/2018', 'mdy')).rejects.toThrow('expected a number or a date')
})
