import { lines, type PublishedFiles } from './published-files.fixture'

/** Files in the manner of data frames of pandas, R, SPSS and SAS. */
export const dataFrames: PublishedFiles = {
  readable: [
    [
      'pandas with its index',
      lines(',user_id,item_id,rating', '0,u1,i1,4.0', '1,u2,i1,3.5'),
      ['u1 i1 4', 'u2 i1 3.5'],
      { unread: [0] },
    ],
    [
      'R, with NA for what is missing',
      lines('"user","item","rating"', 'NA,"a",5', '"2","a",NA', '"2","b",4'),
      ['2 b 4'],
      {
        skipped: [
          { reason: 'no user', rows: 1, first: 2 },
          { reason: 'no rating', rows: 1, first: 3 },
        ],
      },
      { missing: 'skip' },
    ],
    [
      'pandas, with a user who is called NA, and rows without a rating or a user',
      lines('user,item,rating', 'NA,a,5', 'null,b,NaN', ',b,3', 'None,c,4', '2,a,'),
      ['NA a 5', 'None c 4'],
      {
        skipped: [
          { reason: 'no rating', rows: 2, first: 3 },
          { reason: 'no user', rows: 1, first: 4 },
        ],
      },
      { missing: 'keep-ids' },
    ],
    [
      'pandas, with booleans and an index of its own',
      lines('Unnamed: 0,user,item,liked', '0,1,2,True', '1,3,4,False'),
      ['1 2', '3 4'],
      { unread: ['Unnamed: 0', 'liked'], values: 'none' },
    ],
    [
      'R, with names of rows that the header does not name, and columns by number',
      lines('"user" "item" "rating"', '"1" "a" "b" 5', '"2" "a" "c" 4'),
      ['a b 5', 'a c 4'],
      { header: false, unread: [0], skipped: [{ reason: 'above', rows: 1, first: 1 }] },
      { skipLines: 1, header: false, columns: { user: 1, item: 2, rating: 3 } },
    ],
    [
      'R, write.table: spaces within quotes',
      lines('"user" "item" "rating" "the title"', '"Ann B" "tea pot" 5 "A ""b"" c"', '"Bob" "mug" 4 "d"'),
      ['Ann B tea pot 5', 'Bob mug 4'],
      { unread: ['the title'], delimiter: ' ' },
    ],
    [
      'R, write.csv: a name of each row under no name',
      lines('"","user","item","rating"', '"1","a","b",5', '"2","a","c",4'),
      ['a b 5', 'a c 4'],
      { header: true, unread: [0] },
    ],
    [
      'SPSS in Europe, without a zero before the comma',
      lines('user;item;rating', '1;a;,5', '2;a;-,25'),
      ['1 a 0.5', '2 a -0.25'],
      { decimal: 'comma' },
    ],
  ],
  refused: [
    [
      'pandas guests',
      lines('user,item,rating', 'nan,a,5'),
      "file:2: expected a user id, got 'nan': choose with missing",
    ],
    [
      'a rating that is missing',
      lines('user,item,rating', '1,a,'),
      'file:2: expected a finite number as rating, got nothing: choose with missing',
    ],
    [
      'R, write.table: names of rows that the header does not name',
      lines('"user" "item" "rating"', '"1" "a" "b" 5'),
      'file:2: expected 3 fields, as the header has, got 4: if the first is the name of the row, as R and pandas write it, export without (row.names = FALSE, index=False)',
    ],
    [
      'R, the same with commas',
      lines('user,item,rating', '1,a,b,5'),
      'file:2: expected 3 fields, as the header has, got 4: if the first is the name of the row',
    ],
    [
      'SAS and Stata, with a point for what is missing',
      lines('user,item,rating', '1,a,.'),
      "file:2: expected a finite number as rating, got '.': choose with missing",
    ],
    [
      'R guests',
      lines('"user","item"', 'NA,"a"'),
      "file:2: expected a user id, got 'NA': choose with missing 'skip' or missing 'keep-ids'",
    ],
    [
      'lists of Python in a column',
      lines('user,item', '1,"[12, 15]"'),
      `file:2: expected an item id alone, got a list, '[12, 15]'; write a row for each of them, as trim(unnest(string_split(trim(…, '[](){}'), ',')), ' ''"') does in a query of DuckDB`,
    ],
    [
      'data frames of pandas as JSON by column',
      '{"user":{"0":1,"1":2},"item":{"0":5,"1":6}}\n',
      "got one object, with lists or objects under 'user', 'item'",
    ],
  ],
}
