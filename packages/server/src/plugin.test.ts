import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import { interactionsFrom } from '@hvamp/data'
import { readRules } from '@hvamp/rules'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { fittedEase } from './engine/fitted-ease.fixture'
import { fittedRatings } from './engine/fitted-ratings.fixture'
import { modelEngine } from './engine/model-engine'
import { question, standIn } from './engine/stand-in.fixture'
import { fileHistories, histories, type RecommendationsOptions, recommendations, service } from './index'
import { describedRules } from './schemas/rules'

const model = await fittedEase()
const engineOf = (version: string) =>
  modelEngine({
    recommender: model,
    model: { name: 'ease', version, run: 'memory', items: model.itemIds.length },
  })

/** An app of somebody's own with the plugin in it. */
async function appWith(options: Partial<RecommendationsOptions> & { prefix?: string } = {}) {
  const app = fastify()
  const own = options.service ?? (await service({ open: async () => engineOf('1') }))
  await app.register(recommendations, { ...options, service: own })
  await app.ready()
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers })
  return { app, post, service: own }
}

describe('recommend', () => {
  it('gives the best items, what was not known, and the model that answers', async () => {
    const { post } = await appWith()
    const response = await post('/recommend', { history: ['1', 'unheard of'], count: 3 })
    expect(response.statusCode).toBe(200)
    const { items, unknownItems, model: by } = response.json()
    expect(items).toHaveLength(3)
    expect(items.map(({ item }: { item: string }) => item)).not.toContain('1')
    expect(unknownItems).toEqual(['unheard of'])
    expect(by).toEqual({ name: 'ease', version: '1', run: 'memory', items: 40 })
  })

  it('gives for many histories what it gives for each', async () => {
    const { post } = await appWith()
    const histories = [['1', '2'], ['3'], [], ['x']]
    const many = (await post('/recommend/many', { histories, count: 4 })).json()
    const each = await Promise.all(histories.map((history) => post('/recommend', { history, count: 4 })))
    expect(many.answers).toEqual(
      each.map((response) => {
        const { model: _, ...list } = response.json()
        return list
      }),
    )
  })

  it('takes the history of a user from the source, in a file or of your own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hvamp-histories-'))
    await writeFile(join(folder, 'orders.csv'), 'user,item\nann,1\nann,2\nbob,3\n')
    const { historyOf, users } = await fileHistories(join(folder, 'orders.csv'))
    expect(users).toBe(2)
    const { post } = await appWith({ histories: historyOf })
    const ask = async (body: object) => (await post('/recommend', body)).json().items
    expect(await ask({ user: 'ann' })).toEqual(await ask({ history: ['1', '2'] }))
    const many = await post('/recommend/many', { users: ['bob', 'ann'] })
    expect(many.json().answers[1].items).toEqual(await ask({ user: 'ann' }))
    await rm(folder, { recursive: true })
  })

  it('answers for a user whom the source does not know with what is popular, says so, and counts them', async () => {
    const { app, post } = await appWith({ histories: (user) => (user === 'ann' ? ['1'] : undefined) })
    const rules = { exclude: ['7'] }
    const popular = (await post('/popular', { count: 4, rules })).json()
    const unknown = await post('/recommend', { user: 'cem', count: 4, rules })
    expect(unknown.statusCode).toBe(200)
    expect(unknown.json()).toEqual({ ...popular, unknownItems: [], unknownUser: 'cem' })
    const [first, second] = (await post('/recommend/many', { users: ['ann', 'dan'] })).json().answers
    expect([first.basis, first.unknownUser]).toEqual(['history', undefined])
    expect([second.basis, second.unknownUser]).toEqual(['popular', 'dan'])
    const why = (await post('/explain', { user: 'eve', items: ['7'] })).json()
    expect(why).toMatchObject({ explanations: [{ item: '7', contributions: [] }], unknownUser: 'eve' })
    expect((await app.inject('/metrics')).body).toContain('hvamp_unknown_users_total 3')
    expect((await post('/recommend', { user: '' })).statusCode).toBe(400)
  })

  it('says in /readyz and /metrics why histories are old, without the address', async () => {
    let isThere = true
    const kept = await histories(async () => {
      if (!isThere) throw new Error('postgres://shop@127.0.0.1:5432/shop: no answer')
      return interactionsFrom([{ user: 'ann', item: '1' }])
    })
    const { app, post } = await appWith({ histories: kept })
    const state = async () => (await app.inject('/readyz')).json()
    const metrics = async () => (await app.inject('/metrics')).body
    expect((await post('/recommend', { user: 'ann' })).json().unknownUser).toBeUndefined()
    expect(await state()).not.toHaveProperty('historiesRefused')
    expect(await metrics()).toContain('hvamp_histories_refused 0')
    isThere = false
    await expect(kept.reload()).rejects.toThrow('no answer')
    expect(await state()).toMatchObject({ ready: true, historiesRefused: 'shop: no answer' })
    expect(await metrics()).toContain('hvamp_histories_refused 1')
    isThere = true
    await kept.reload()
    expect(await state()).not.toHaveProperty('historiesRefused')
  })

  it('answers for what users like, and recommends nothing that they rated', async () => {
    const liked = interactionsFrom([{ user: 'ann', item: '1' }])
    const all = ['1', '2', '3'].map((item) => ({ user: 'ann', item }))
    const { historyOf } = await histories(async () => ({ liked, rated: interactionsFrom(all) }))
    const { post } = await appWith({ histories: historyOf })
    const idsOf = async (body: object) => {
      const { items } = (await post('/recommend', { count: 40, ...body })).json()
      return items.map(({ item }: { item: string }) => item)
    }
    const free = await idsOf({ history: ['1'] })
    const rest = free.filter((id: string) => !['2', '3'].includes(id))
    expect(rest).toHaveLength(free.length - 2)
    expect(await idsOf({ user: 'ann' })).toEqual(rest)
    expect(await idsOf({ user: 'ann', seen: 'keep' })).toEqual(await idsOf({ history: ['1'], seen: 'keep' }))
  })

  it('gives a model of ratings those of a user or of the request, wherever a history is asked about', async () => {
    const rated = await fittedRatings()
    const about = { name: 'mf', version: '1', run: 'memory', items: 30 }
    const own = await service({ open: async () => modelEngine({ recommender: rated, model: about }) })
    const [odd, even] = [
      { history: ['1', '2', '3', '4'], ratings: [5, 1, 5, 1] },
      { history: ['1', '2', '3', '4'], ratings: [1, 5, 1, 5] },
    ]
    const found: Record<string, typeof odd> = { odd, even }
    const { post } = await appWith({ service: own, histories: (user) => found[user] })
    const idsOf = ({ items }: { items: { item: string }[] }) => items.map(({ item }) => Number(item))
    const ask = async (body: object) => (await post('/recommend', body)).json()
    expect(idsOf(await ask({ user: 'odd' })).every((item) => item % 2 === 1)).toBe(true)
    expect(idsOf(await ask({ user: 'even' })).every((item) => item % 2 === 0)).toBe(true)
    expect(await ask(even)).toEqual(await ask({ user: 'even' }))
    expect(await ask({ history: odd.history, ratings: [5, 5, 5, 5] })).toEqual(
      await ask({ history: odd.history }),
    )
    const each = [await ask({ user: 'odd' }), await ask({ user: 'even' })].map(
      ({ model: _, ...list }) => list,
    )
    const many = async (body: object) => (await post('/recommend/many', body)).json().answers
    expect(await many({ users: ['odd', 'even'] })).toEqual(each)
    expect(
      await many({ histories: [odd.history, even.history], ratings: [odd.ratings, even.ratings] }),
    ).toEqual(each)
    const why = async (body: object) => (await post('/explain', { ...body, items: ['5', '6'] })).json()
    const { explanations } = await why({ user: 'odd' })
    expect(explanations[0].score).toBeGreaterThan(explanations[1].score)
    expect(explanations[0].score).toBe(
      each[0]!.items.find(({ item }: { item: string }) => item === '5').score,
    )
    expect(await why(odd)).toEqual(await why({ user: 'odd' }))
  })

  it('takes the ids of a source of histories as a database has them, and logs in one line what is none', async () => {
    const lines: string[] = []
    const app = fastify({ logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } } })
    const found: Record<string, unknown> = {
      ids: ['1', '2'],
      numbers: [1, 2n],
      apart: { history: [1, 2], without: [] },
      rows: [{ product_id: 1 }],
      fractions: { history: [1.5] },
      text: '1,2',
      few: { history: ['1', '2'], ratings: [1] },
      words: { history: ['1'], ratings: ['5'] },
    }
    const own = await service({ open: async () => engineOf('1') })
    await app.register(recommendations, { service: own, histories: (user) => found[user] as never })
    const ask = (user: string) => app.inject({ method: 'POST', url: '/recommend', payload: { user } })
    const expected = (await ask('ids')).json()
    expect(expected.basis).toBe('history')
    expect((await ask('numbers')).json()).toEqual(expected)
    expect((await ask('apart')).json()).toEqual(expected)
    for (const [user, said] of [
      ['rows', 'histories must be ids, texts or integers, got an object'],
      ['fractions', 'histories: history must be ids, texts or integers, got 1.5'],
      ['text', 'histories must be a list of ids, texts or integers, got 1,2'],
      ['few', 'histories: ratings must be finite numbers, one for each id of the history, got 1 for 2'],
      ['words', 'histories: ratings must be finite numbers, one for each id of the history, got 5'],
    ] as const) {
      expect((await ask(user)).statusCode).toBe(500)
      const logged = JSON.parse(lines.pop()!)
      expect([logged.msg, logged.err, lines]).toEqual([said, undefined, []])
    }
  })

  it('what a source of histories throws is a fault of the server, logged, and no word of it is sent', async () => {
    const lines: string[] = []
    const app = fastify({ logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } } })
    const thrown: Record<string, unknown> = {
      http: Object.assign(new Error('GET https://crm/ann: 404'), { statusCode: 404 }),
      busy: Object.assign(new Error('pool of crm is empty'), { statusCode: 503 }),
      text: 'no crm',
      nothing: undefined,
      null: null,
    }
    const own = await service({ open: async () => engineOf('1') })
    const histories = async (user: string) => {
      throw thrown[user]
    }
    await app.register(recommendations, { service: own, histories })
    const message = 'this is a fault of the server: its log says more'
    const source = 'histories: the source of histories must give a history, got an error: '
    for (const [user, said] of [
      ['http', 'GET https://crm/ann: 404'],
      ['busy', 'pool of crm is empty'],
      ['text', 'no crm'],
      ['nothing', 'undefined'],
      ['null', 'null'],
    ] as const) {
      for (const [url, payload] of [
        ['/recommend', { user }],
        ['/recommend/many', { users: [user] }],
        ['/explain', { user, items: ['1'] }],
      ] as const) {
        const response = await app.inject({ method: 'POST', url, payload })
        expect([response.statusCode, response.json().message]).toEqual([500, message])
        expect(JSON.parse(lines.pop()!).msg).toContain(`${source}${said}`)
      }
    }
    thrown.later = Object.assign(new Error('crm restarts'), { code: 'HVAMP_UNAVAILABLE', retryAfter: 7 })
    const later = await app.inject({ method: 'POST', url: '/recommend', payload: { user: 'later' } })
    expect([later.statusCode, later.headers['retry-after'], lines]).toEqual([503, '7', []])
  })

  it('says that there is no source of histories', async () => {
    const { post } = await appWith()
    const response = await post('/recommend', { user: 'ann' })
    expect([response.statusCode, response.json().message]).toEqual([
      400,
      'body.user needs a source of histories, got none: send the history',
    ])
  })
})

describe('rules', () => {
  it('hold for one list, for many, and for what is popular', async () => {
    const { post } = await appWith()
    const rules = { among: ['1', '2', '3', '4'], exclude: ['2'] }
    const idsOf = ({ items }: { items: { item: string }[] }) => items.map(({ item }) => item).sort()
    const one = (await post('/recommend', { history: ['1'], rules })).json()
    expect([idsOf(one), one.basis]).toEqual([['3', '4'], 'history'])
    const many = (await post('/recommend/many', { histories: [['3'], []], rules })).json()
    expect(many.answers.map(idsOf)).toEqual([
      ['1', '4'],
      ['1', '3', '4'],
    ])
    expect(many.answers[1].basis).toBe('popular')
    const popular = (await post('/popular', { rules })).json()
    expect([idsOf(popular), popular.model.name]).toEqual([['1', '3', '4'], 'ease'])
    const none = (await post('/recommend', { history: ['1'], rules: { among: ['1'] } })).json()
    expect(none).toMatchObject({ items: [], reason: 'every allowed item is in the history' })
  })

  it.each([
    [
      { amog: ['1'] },
      400,
      "body.rules: must be made of 'among', 'exclude', 'where', 'per', 'weights', got 'amog'",
    ],
    [{ seen: 'keep' }, 400, /, got 'seen': 'seen' stands beside rules, not in them$/],
    [{ among: [1] }, 400, 'body.rules.among[0]: must be an id, a text, got 1'],
    [{ where: 'price <' }, 400, /^body\.rules\.where: /],
    [{ where: 'price < 3' }, 422, 'rules.where: needs an item table, got none'],
    ['cheap', 400, /^body\.rules: must be an object/],
  ])('%j is refused with %i', async (rules, status, message) => {
    const { post } = await appWith()
    const response = await post('/recommend', { history: ['1'], rules })
    expect([response.statusCode, response.json().message]).toEqual([
      status,
      typeof message === 'string' ? message : expect.stringMatching(message),
    ])
  })

  const or = Array.from({ length: 1001 }, (_, price) => `price = ${price}`)
  it.each([
    [{ where: or.join(' or ') }, 'body.rules.where: rules must have at most 1000 comparisons, got 1001'],
    [
      { exclude: { column: 'sku', in: Array(4000).fill('x') } },
      'body.rules.exclude: rules must have at most 1000 comparisons, got 4000',
    ],
    [
      { among: or.slice(0, 400).join(' or '), where: or.slice(0, 700).join(' or ') },
      'body.rules.where: rules must have at most 1000 comparisons, got 1100',
    ],
  ])('of too many comparisons are refused, wherever rules are taken (%#)', async (rules, message) => {
    const { post } = await appWith()
    for (const [url, body] of [
      ['/recommend', { history: ['1'] }],
      ['/recommend/many', { histories: [['1']] }],
      ['/popular', {}],
      ['/similar', { item: '1' }],
    ] as const) {
      const response = await post(url, { ...body, rules })
      expect([url, response.statusCode, response.json().message]).toEqual([url, 400, message])
    }
  })

  it('have as many comparisons as the limit allows, and any number of ids', async () => {
    const { post } = await appWith({ limits: { comparisons: 3 } })
    const refusal = async (rules: object) =>
      (await post('/recommend', { history: ['1'], rules })).json().message
    expect(await refusal({ among: ['1', '2', '3', '4', '5'] })).toBe(undefined)
    expect(await refusal({ where: 'a = 1 or a in (2, 3)' })).toBe(
      'rules.where: needs an item table, got none',
    )
    expect(await refusal({ where: 'a = 1 or a in (2, 3, 4)' })).toBe(
      'body.rules.where: rules must have at most 3 comparisons, got 4',
    )
  })

  it('are described by the names that are checked', () => {
    for (const name of Object.keys(describedRules)) {
      expect(() => readRules({ [name]: null })).toThrow(`rules.${name}`)
    }
    expect(() => readRules({ other: 1 })).toThrow(
      Object.keys(describedRules)
        .map((name) => `'${name}'`)
        .join(', '),
    )
  })
})

describe('similar and explain', () => {
  it('say what is like an item and why another is recommended', async () => {
    const { post } = await appWith({ histories: (user) => (user === 'ann' ? ['1', '2'] : undefined) })
    const similar = (await post('/similar', { item: '1', count: 3 })).json()
    expect(similar).toMatchObject({ measure: 'score', items: { length: 3 }, model: { name: 'ease' } })
    const none = (await post('/similar', { item: '1', rules: { among: [] } })).json()
    expect(none).toMatchObject({ items: [], reason: 'the rules allow no item of the model' })
    const { items } = (await post('/recommend', { user: 'ann', count: 1 })).json()
    const why = (await post('/explain', { user: 'ann', items: [items[0].item] })).json()
    const [{ score, contributions, rest, method }] = why.explanations
    expect([method, score]).toEqual(['exact', items[0].score])
    const sum = contributions.reduce(
      (all: number, each: { contribution: number }) => all + each.contribution,
      rest,
    )
    expect(sum).toBeCloseTo(score, 5)
  })

  it.each([
    ['/similar', { item: 'Ω' }, 404, "item must be known to the model, got 'Ω'"],
    [
      '/similar',
      { item: '1', rules: { where: 'price < 3' } },
      422,
      'rules.where: needs an item table, got none',
    ],
    ['/explain', { history: ['1'], items: ['Ω'] }, 404, "items must be known to the model, got 'Ω'"],
    ['/explain', { history: ['1'], items: [] }, 400, 'body.items must have at least one id, got a list of 0'],
    ['/explain', { history: Array(4).fill('1'), items: ['2'] }, 400, /at most 3 ids/],
    ['/explain', { user: 'ann', items: ['2'] }, 422, /at most 3 items to be explained, got 4/],
  ])('%s of %j is refused with %i', async (url, body, status, message) => {
    const { post } = await appWith({ limits: { explainedHistory: 3 }, histories: () => ['1', '2', '3', '4'] })
    const response = await post(url, body)
    expect([response.statusCode, response.json().message]).toEqual([
      status,
      typeof message === 'string' ? message : expect.stringMatching(message),
    ])
  })
})

describe('refuses', () => {
  it('an unknown field, by its name', async () => {
    const { post } = await appWith()
    const response = await post('/recommend', { history: ['1'], cuont: 3 })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: "body: must not have 'cuont'",
    })
  })

  it('a body that is too long, no JSON, or of another type', async () => {
    const { app, post } = await appWith({ limits: { body: 1000 } })
    expect((await post('/recommend', { history: Array(300).fill('1234') })).statusCode).toBe(413)
    const send = (payload: string, type: string) =>
      app.inject({ method: 'POST', url: '/recommend', payload, headers: { 'content-type': type } })
    expect((await send('{"history":', 'application/json')).statusCode).toBe(400)
    const form = await send('history=1', 'application/x-www-form-urlencoded')
    expect([form.statusCode, form.json().message]).toEqual([
      ...[415, 'content-type must be application/json, got application/x-www-form-urlencoded'],
    ])
    expect((await send('{"history":[],"__proto__":{"count":3}}', 'application/json')).statusCode).toBe(400)
    const text = await send('{}', 'text/plain')
    expect([text.statusCode, text.json().message]).toEqual([
      ...[415, 'content-type must be application/json, got text/plain'],
    ])
    for (const [weights, key] of [
      ['{"__proto__":5}', '__proto__'],
      ['{"constructor":{"prototype":{}}}', 'constructor.prototype'],
    ] as const) {
      const rules = `{"history":["1"],"rules":{"weights":${weights}}}`
      const forbidden = await send(rules, 'application/json; charset=utf-8')
      expect([forbidden.statusCode, forbidden.json().message]).toEqual([400, `body: must not have '${key}'`])
    }
    expect((await send('{"a":', 'application/json')).json().message).toContain('not valid JSON')
  })

  it('an id of more than 10,000 characters, not one as long as the address of a page', async () => {
    const { post } = await appWith({ histories: (user) => (user.length === 2000 ? ['1'] : undefined) })
    const long = 'x'.repeat(2000)
    const answered = await post('/recommend', { history: ['1', long] })
    expect([answered.statusCode, answered.json().unknownItems]).toEqual([200, [long]])
    expect((await post('/recommend', { user: long })).statusCode).toBe(200)
    const refused = await post('/recommend', { history: ['x'.repeat(10_001)] })
    expect([refused.statusCode, refused.json().message]).toEqual([
      ...[400, expect.stringMatching(/^body\.history\.0 must be a text of 1 to 10000 characters, got /)],
    ])
  })

  it('limits that are none', async () => {
    await expect(appWith({ limits: { count: 0 } })).rejects.toThrow(
      'recommendations: limits.count must be a positive integer, got 0',
    )
    await expect(appWith({ limits: { cuont: 3 } as object })).rejects.toThrow(
      "recommendations: limits: must not have 'cuont'",
    )
  })
})

it('/readyz tells since when another model is being read', async () => {
  let openings = 0
  let isRead = () => {}
  const own = await service({
    async open() {
      if (openings++ > 0) await new Promise<void>((resolve) => (isRead = resolve))
      return engineOf(String(openings))
    },
  })
  const { app } = await appWith({ service: own })
  const state = async () => (await app.inject('/readyz')).json()
  expect(await state()).not.toHaveProperty('openingSince')
  const before = Date.now()
  const reloaded = own.reload()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const waiting = await state()
  expect(waiting).toMatchObject({ ready: true, model: { version: '1' } })
  const since = Date.parse(waiting.openingSince)
  expect([since >= before, since <= Date.now()]).toEqual([true, true])
  isRead()
  await reloaded
  expect(await state()).toEqual({ ready: true, waiting: 0, model: expect.objectContaining({ version: '2' }) })
})

describe('tokens', () => {
  const tokens = ['secret', 'other']

  it('are asked for by everything but health, readiness and the description', async () => {
    const { app, post } = await appWith({ tokens })
    const body = { history: ['1'] }
    expect((await post('/recommend', body)).statusCode).toBe(401)
    expect((await post('/recommend', body, { authorization: 'Bearer wrong' })).json()).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'authorization must be Bearer and a token of this server',
    })
    for (const token of tokens)
      expect((await post('/recommend', body, { authorization: `Bearer ${token}` })).statusCode).toBe(200)
    const statuses = ['/metrics', '/healthz', '/readyz', '/openapi.json'].map(
      async (url) => (await app.inject(url)).statusCode,
    )
    expect(await Promise.all(statuses)).toEqual([401, 200, 200, 200])
  })
})

it('no tokens at all are an error, not an open door', async () => {
  await expect(appWith({ tokens: [] })).rejects.toThrow(
    'recommendations: tokens must be at least one, or left out for everybody, got none',
  )
})

describe('back-pressure', () => {
  it('answers 503 with Retry-After when too many wait, and health all the while', async () => {
    const engine = standIn('1', { held: true })
    const {
      app,
      post,
      service: own,
    } = await appWith({
      service: await service({ open: async () => engine, batchSize: 1, mostWaiting: 2 }),
    })
    const begun = post('/recommend', { history: ['1'] })
    while (engine.calls.length === 0) await new Promise(setImmediate)
    const waiting = [1, 2].map(() => post('/recommend', { history: ['1'] }))
    while (own.waiting < 2) await new Promise(setImmediate)
    const refused = await post('/recommend', { history: ['1'] })
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1'])
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' })
    engine.release()
    for (const response of await Promise.all([begun, ...waiting])) expect(response.statusCode).toBe(200)
    const metrics = (await app.inject('/metrics')).body
    expect(metrics).toContain('hvamp_shed_questions_total 1')
    expect(metrics).toContain('hvamp_request_seconds_count{route="/recommend",status="200"} 3')
    expect(metrics).toContain('hvamp_model_info{name="stand-in",version="1",run="run-1"} 1')
  })

  it('answers 503 to a request that takes too long', async () => {
    const engine = standIn('1', { held: true })
    const own = await service({ open: async () => engine })
    const { post } = await appWith({ service: own, limits: { timeout: 30 } })
    const response = await post('/recommend', { history: ['1'] })
    expect([response.statusCode, response.headers['retry-after'], response.json().message]).toEqual([
      503,
      '1',
      'no answer within 30 ms: ask again later',
    ])
    engine.release()
  })

  it.each([
    ['/recommend', { user: 'ann' }],
    ['/recommend/many', { users: ['ann', 'bob'] }],
    ['/explain', { user: 'ann', items: ['1'] }],
  ])('answers 503 to %s where the source of histories does not answer', async (url, body) => {
    const { post } = await appWith({ histories: () => new Promise(() => {}), limits: { timeout: 30 } })
    const response = await post(url, body)
    expect([response.statusCode, response.headers['retry-after'], response.json().message]).toEqual([
      503,
      '1',
      'no answer within 30 ms: ask again later',
    ])
  })

  it('answers 503, and is not ready, while a lost model is read again', async () => {
    const engine = standIn('1')
    const own = await service({ open: async () => engine })
    const { app, post } = await appWith({ service: own })
    engine.lose()
    expect((await post('/recommend', { history: ['1'] })).statusCode).toBe(503)
    expect((await app.inject('/readyz')).statusCode).toBe(503)
    await own.close()
  })
})

describe('in an app of your own', () => {
  it('stands under a prefix and leaves validation and errors of the app as they are', async () => {
    const app = fastify()
    const own = await service({ open: async () => engineOf('1') })
    await app.register(recommendations, { prefix: '/shop', service: own })
    app.post('/other', { schema: { body: { type: 'object', required: ['a'] } } }, async () => 'fine')
    app.post('/text', async ({ body }) => body)
    const other = await app.inject({ method: 'POST', url: '/other', payload: {} })
    expect(other.json()).toMatchObject({ statusCode: 400, code: 'FST_ERR_VALIDATION' })
    const here = await app.inject({ method: 'POST', url: '/shop/recommend', payload: { history: ['1'] } })
    expect(here.statusCode).toBe(200)
    const headers = { 'content-type': 'text/plain' }
    const text = await app.inject({ method: 'POST', url: '/text', payload: 'hi', headers })
    expect(text.body).toBe('hi')
    const { paths } = (await app.inject('/shop/openapi.json')).json()
    expect(Object.keys(paths)).toContain('/shop/recommend')
  })

  it('two stand side by side, each with its own metrics', async () => {
    const app = fastify()
    for (const version of ['1', '2']) {
      const own = await service({ open: async () => engineOf(version) })
      await app.register(recommendations, { prefix: `/v${version}`, service: own })
    }
    for (const version of ['1', '2']) {
      const url = `/v${version}`
      const answer = await app.inject({
        method: 'POST',
        url: `${url}/recommend`,
        payload: { history: ['1'] },
      })
      expect(answer.json().model.version).toBe(version)
      expect((await app.inject(`${url}/metrics`)).body).toContain(`version="${version}"`)
    }
  })

  it('stays out of a description that the app has', async () => {
    const app = fastify()
    await app.register(swagger, { openapi: { info: { title: 'Shop', version: '1' } } })
    const own = await service({ open: async () => engineOf('1') })
    await app.register(recommendations, { prefix: '/shop', service: own, docs: false })
    app.get('/mine', { schema: { summary: 'Mine' } }, async () => 'fine')
    await app.ready()
    expect(Object.keys(app.swagger().paths!)).toEqual(['/mine'])
  })
})

describe('the description', () => {
  it('has every route with its rules, and a page', async () => {
    const { app } = await appWith()
    const { openapi, paths } = (await app.inject('/openapi.json')).json()
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths).sort()).toEqual([
      '/explain',
      '/healthz',
      '/popular',
      '/readyz',
      '/recommend',
      '/recommend/many',
      '/similar',
    ])
    const { schema } = paths['/recommend'].post.requestBody.content['application/json']
    expect(schema.additionalProperties).toBe(false)
    expect(schema.properties.count).toMatchObject({ type: 'integer', minimum: 1, maximum: 200, default: 10 })
    expect(schema.properties.rules.description).toContain('at most 1000 comparisons')
    expect((await app.inject('/docs')).body).toContain('Swagger UI')
  })

  it('has what a route answers that is no answer, and which routes need no token', async () => {
    const { app } = await appWith({ tokens: ['a-token-of-this-server'] })
    const { paths, security } = (await app.inject('/openapi.json')).json()
    expect(security).toEqual([{ token: [] }])
    for (const path of ['/healthz', '/readyz']) expect(paths[path].get.security).toEqual([])
    for (const path of ['/recommend', '/recommend/many', '/popular', '/similar', '/explain']) {
      const { responses, security } = paths[path].post
      expect(security).toBeUndefined()
      const statuses = ['200', '400', '401', '404', '413', '415', '422', '500', '503']
      expect(Object.keys(responses)).toEqual(statuses)
    }
  })
})

it('a service can be asked without HTTP', async () => {
  const own = await service({ open: async () => engineOf('1') })
  const { outcomes } = await own.ask([question(3)])
  expect(outcomes[0]).toMatchObject({ answer: { items: { length: 3 } } })
})
