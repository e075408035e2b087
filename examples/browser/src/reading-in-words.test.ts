import { readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { inVisitorsWords, requireNoUnreadRating } from './reading-in-words'

const said = (text: string) =>
  readInteractions(new Blob([text]), {
    name: 'f.csv',
    onReading: (reading) => requireNoUnreadRating(reading, 'f.csv'),
  }).then(
    () => 'read',
    (error) => (inVisitorsWords(error) as Error).message,
  )

it.each([
  [
    'user,item,rating\na,b,4\na,c,good\n',
    "f.csv:3: expected a finite number as rating, got 'good'. To read it here, name one column alone rating in the first line, or remove the column if every row stands for a like.",
  ],
  [
    'Nom du client;Référence\nC1;A1\n',
    "f.csv:1: expected a header with a user and an item column of a known name, got columns 'Nom du client', 'Référence'. To read it here, name the column 'Nom du client' user_id in the first line, or name the column 'Référence' item_id in the first line.",
  ],
  [
    'user,item\na,b\n,c\n',
    'f.csv:3: expected a user id, got an empty field. To read it here, remove the row, or fill in what it lacks.',
  ],
  [
    'user,item,liked\na,b,yes\na,c,no\n',
    "f.csv: the column 'liked' may have ratings. To read it here, name it rating in the first line, or remove it if every row stands for a like.",
  ],
  [
    'user,item,disliked\na,b,yes\na,c,no\n',
    "f.csv: the column 'disliked' may say what was not liked. To read it here, remove the rows where it does, and the column.",
  ],
  ['user,item\na,b\n', 'read'],
])('says what to do with a file without options of a reader: %j', async (text, message) => {
  expect(await said(text)).toBe(message)
})

it.each([
  ...['columns', 'columns.item', 'decimal', 'delimiter', 'encoding', 'format', 'header', 'missing'],
  ...["missing 'keep'", 'quoting', 'ratings: false', 'skipLines'],
])('has words of its own for the option %s', (option) => {
  const question = { code: 'HVAMP_UNDECIDED', question: 'f: expected a, got b', options: [option] }
  const { message } = inVisitorsWords(Object.assign(new Error(), question)) as Error
  expect(message).toMatch(/^f: expected a, got b\. To read it here, (?:name|remove|save|write) .{15,}\.$/)
  expect(message).not.toContain(`here, ${option}.`)
})
