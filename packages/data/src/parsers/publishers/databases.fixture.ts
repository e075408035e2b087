import { lines, type PublishedFiles, tabs } from './published-files.fixture'

/** Files in the manner of exports of databases and warehouses, and what their shells print. */
export const databases: PublishedFiles = {
  readable: [
    [
      'PostgreSQL, COPY with a header',
      tabs(
        'account_id product_sku created_at',
        '12 A-1 2020-01-01T10:00:00+00',
        '\\N A-2 2020-01-02T10:00:00+00',
      ),
      ['12 A-1 1577872800'],
      { skipped: [{ reason: 'no user', rows: 1, first: 3 }] },
      { missing: 'skip', timestamps: true },
    ],
    [
      'MySQL, batch output with NULL as a name of its own',
      tabs('buyer item', 'NULL x', 'ann y'),
      ['NULL x', 'ann y'],
      {},
      { missing: 'keep' },
    ],
    [
      'DBeaver, an array under its query',
      '{\n"SELECT user_id, item_id FROM orders": [\n\t{"user_id": 1, "item_id": "a"},\n\t{"user_id": 2, "item_id": "b"}\n]}\n',
      ['1 a', '2 b'],
      { format: 'json' },
    ],
    [
      'COPY of PostgreSQL, as text',
      tabs('1 11 5', '1 12 3', '2 11 4', '\\.', ''),
      ['1 11 5', '1 12 3', '2 11 4'],
      { header: false, delimiter: '\t', skipped: [] },
    ],
    [
      'a program of DOS, with Ctrl-Z below the rows',
      'user,item,rating\r\n1,11,5\r\n2,"12",3\r\n\u001a',
      ['1 11 5', '2 12 3'],
      { header: true, skipped: [] },
    ],
  ],
  refused: [
    [
      'PostgreSQL guests',
      tabs('account product', '12 A-1', '\\N A-2'),
      "file:3: expected a user id, got '\\N': choose with missing",
    ],
    [
      'rows below the end of COPY',
      tabs('user_id item_id', '1 2', '\\.', '3 4'),
      'file:4: expected blank lines, got more below the mark in line 3, which ends the data',
    ],
    [
      'DBeaver guests',
      lines('user,item', '[NULL],a'),
      "file:2: expected a user id, got '[NULL]': choose with missing",
    ],
    [
      'arrays of PostgreSQL in a column',
      lines('user\titem', '1\t{12,15}'),
      `file:2: expected an item id alone, got a list, '{12,15}'; write a row for each of them, as trim(unnest(string_split(trim(…, '[](){}'), ',')), ' ''"') does in a query of DuckDB`,
    ],
    [
      'sqlcmd, with a line of dashes',
      lines('user,item', '----,----', '1,2'),
      "file:2: expected a row, got '----,----', as in tables that shells of databases and Markdown have: export as CSV",
    ],
    [
      'Markdown',
      lines('| user | item |', '| --- | --- |', '| 1 | 2 |'),
      "file:2: expected a row, got '| --- | --- |', as in tables that shells of databases and Markdown have: export as CSV",
    ],
    [
      'psql, aligned',
      lines(' user | item ', '------+------', ' 1    | a', '(1 row)'),
      "file:2: expected a row, got '------+------', as in tables that psql prints: export with psql --csv",
    ],
    [
      'psql, expanded',
      lines('-[ RECORD 1 ]', 'user | 1', 'item | a'),
      "file:1: expected a row, got '-[ RECORD 1 ]', as in tables that psql prints: export with psql --csv",
    ],
    [
      'psql, unaligned',
      lines('user|item', '1|a', '(1 row)'),
      "file:3: expected a row, got a count of rows, '(1 row)': export as CSV, without what a shell prints below",
    ],
    [
      'mysql, in a frame',
      lines('+------+------+', '| user | item |', '+------+------+', '|    1 | a    |', '+------+------+'),
      "file:1: expected a row, got '+------+------+', as in tables that mysql prints: export with mysql --batch",
    ],
    [
      'mysql, a line for each value',
      lines('*************************** 1. row ***************************', 'user: 1', 'item: a'),
      "file:1: expected a row, got '*************************** 1. row *************************…', as in tables that mysql prints: export with mysql --batch",
    ],
    [
      'DuckDB and SQLite, in a box',
      lines('┌──────┬──────┐', '│ user │ item │', '├──────┼──────┤', '│ 1    │ a    │', '└──────┴──────┘'),
      "file:1: expected a row, got '┌──────┬──────┐', as in tables that shells of databases and Markdown have: export as CSV",
    ],
    [
      'SQL*Plus, with a count of rows below',
      lines('"USER","ITEM"', '"1","a"', '', '1 row selected.'),
      "file:4: expected a row, got a count of rows, '1 row selected.'",
    ],
  ],
}
