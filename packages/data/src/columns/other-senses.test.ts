import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const rows = Array.from({ length: 60 }, (_, i) => ({
  ...{ user: `u${i % 9}`, whole: `s${i % 5}`, season: `${1 + (i % 2)}`, part: `${1 + (i % 8)}` },
  ...{ clock: `00:${10 + (i % 50)}:07`, app: ['ios', 'web', 'tv'][i % 3]!, own: `${(i % 5) * 8 + (i % 8)}` },
  ...{ day: `2024-01-0${1 + (i % 5)}`, share: `0.${1 + (i % 5)}`, mark: `${1 + (i % 5)}` },
  ...{ time: `160000000${i % 5}`, spring: ['spring', 'summer', 'autumn', 'winter'][i % 4]! },
}))
const table = (header: string, ...names: readonly (keyof (typeof rows)[number])[]) =>
  new Blob([`${header}\n${rows.map((row) => names.map((name) => row[name]).join(',')).join('\n')}\n`])
const read = (file: Blob, columns = {}) => readInteractions(file, { name: 'plays.csv', columns })

it.each([
  [table('Profile Name,Title,Bookmark', 'user', 'whole', 'clock'), 'times of day', 'Bookmark', 'Title'],
  [
    table('user_id,title_id,bookmark', 'user', 'whole', 'own'),
    "values beside 'title_id'",
    'bookmark',
    'title_id',
  ],
  [
    table('user_id,content_id,app', 'user', 'whole', 'app'),
    "values beside 'content_id'",
    'app',
    'content_id',
  ],
  [
    table('user_id,series_id,season,episode', 'user', 'whole', 'season', 'part'),
    ...["numbers within each 'series_id'", 'episode', 'series_id'],
  ],
  ...(['show_name,episode', 'album_title,track', 'course_name,lesson'] as const).map((names) => {
    const [whole, part] = names.split(',') as [string, string]
    return [
      table(`user_id,${names}`, 'user', 'whole', 'part'),
      `numbers within each '${whole}'`,
      part,
      whole,
    ] as const
  }),
] as const)(
  'asks where the noun of a column of items may be meant in another sense: %#',
  async (file, what, noun, likely) => {
    await expect(read(file)).rejects.toMatchObject({
      message: `plays.csv:1: expected ids of items, got ${what} as '${noun}': choose with columns.item ('${likely}')`,
      likely: { 'columns.item': likely },
    })
    for (const item of [noun, likely]) expect((await read(file, { item })).userCount).toBe(9)
  },
)

it.each([
  ['user_id,course_id,lesson', ['user', 'whole', 'own']],
  ['user_id,series,episode_id', ['user', 'whole', 'part']],
  ['user_id,session_id,app', ['user', 'whole', 'app']],
  ['user_id,season,app', ['user', 'season', 'app']],
  ['user_id,album,track_id', ['user', 'whole', 'part']],
  ['user_id,lesson,course_started_at,score', ['user', 'part', 'day', 'mark']],
  ['user_id,lesson,series,score', ['user', 'part', 'day', 'mark']],
  ['user_id,track,series', ['user', 'part', 'share']],
  ['user_id,lesson,course_progress', ['user', 'part', 'share']],
  ['user_id,track,album_plays', ['user', 'part', 'mark']],
  ['user_id,episode,show_rating', ['user', 'part', 'mark']],
  ['user_id,episode,rating,show_time', ['user', 'part', 'mark', 'time']],
  ['user_id,track,playlist_album', ['user', 'part', 'whole']],
  ['user_id,track,season', ['user', 'part', 'spring']],
] as const)('asks nothing where the noun names the items: %s', async (header, names) => {
  expect((await read(table(header, ...names))).userCount).toBe(9)
})
