import { lines, type PublishedFiles, tabs } from './published-files.fixture'

/** Files in the manner of tables that a program of one's own writes. */
export const plainTables: PublishedFiles = {
  readable: [
    [
      'three columns without header, ids of text',
      lines('ann,tea,5', 'ann,rum,1', 'bob,tea,4'),
      ['ann tea 5', 'ann rum 1', 'bob tea 4'],
      { header: false },
    ],
    [
      'a table without header, told so',
      lines('ann tea', 'bob rum'),
      ['ann tea', 'bob rum'],
      { header: false, values: 'none' },
      { header: false, delimiter: ' ' },
    ],
    [
      'a delimiter at the end of each line',
      lines('user,item,rating,', '1,2,3,', '3,4,5,'),
      ['1 2 3', '3 4 5'],
      { unread: [3] },
    ],
    [
      'ids that look like numbers, times and dates',
      lines('user,item', '1e5,00:12', '007,2020-01-01', '0x1F,1.0', '00,true'),
      ['1e5 00:12', '007 2020-01-01', '0x1F 1.0', '00 true'],
      {},
    ],
    [
      'times in milliseconds',
      lines('visitor_id,item_id,created_at', '1,2,1433221332117'),
      ['1 2 1433221332117'],
      {},
      { timestamps: true },
    ],
    [
      'times with a zone',
      lines('visitor_id,item_id,created_at', '3,4,2020-01-01T10:00:00.5+02:00'),
      ['3 4 1577865600.5'],
      {},
      { timestamps: true },
    ],
    [
      'ratings with the minus of typographers',
      lines('user,item,rating', '1,a,−2.5', '2,a,3'),
      ['1 a -2.5', '2 a 3'],
      { values: 'ratings' },
    ],
    [
      'comments above and below the header',
      lines('# exported', 'user,item', '# of November', '1,a', '# end', '2,b'),
      ['1 a', '2 b'],
      { skipped: [{ reason: 'comment', rows: 3, first: 1 }] },
    ],
    [
      'lines that look like comments, left out by choice',
      lines('user,item', '1,a', '# of November, by me', '# end', '2,b'),
      ['1 a', '2 b'],
      { skipped: [{ reason: 'comment', rows: 2, first: 3 }] },
      { missing: 'skip' },
    ],
    [
      'a person called # 1, by choice',
      lines('user,item', '# 1,a', '2,b'),
      ['# 1 a', '2 b'],
      {},
      { missing: 'keep' },
    ],
    [
      'lists with comments among them, told so',
      lines('# lists', '0 1 2', '# end', '1 2'),
      ['0 1', '0 2', '1 2'],
      { format: 'adjacency', skipped: [{ reason: 'comment', rows: 2, first: 1 }] },
      { format: 'adjacency' },
    ],
  ],
  refused: [
    [
      'dates among times in milliseconds',
      lines('visitor_id,item_id,created_at', '1,2,1433221332117', '3,4,2020-01-01T10:00:00.5+02:00'),
      'file: expected times in one unit, got 1577865600.5, as in seconds, and 1433221332117, as in milliseconds or finer',
      { timestamps: true },
    ],
    [
      'times in the third of three',
      lines('1,22,1511544070', '1,23,1511561733'),
      'got a third field that looks like a time',
    ],
    [
      'categories in the third of three',
      lines('1,22,4147', '1,23,2520'),
      'got a third field that is not a rating',
    ],
    [
      'a value that is no rating in one line of a table without header',
      lines('1,1022,4', '1,1023,5', '', '2,1022,n/a', '2,1023,3'),
      "file:4: expected a header with a user and an item column, or fields that surely are user, item, rating and time, got a third field that is not a rating: 0 = '2', 1 = '1022', 2 = 'n/a'",
    ],
    [
      'an index without header',
      lines('0,7,8', '1,7,9', '2,8,9', '3,8,7', '4,9,9'),
      'got a first field that counts the rows',
    ],
    [
      'ratings of one person',
      lines('11,4', '12,5', '13,1'),
      'got ids and small numbers: a second field that may be a rating',
    ],
    ['text in two columns', lines('ann,tea', 'bob,rum'), 'got two fields of text without a header'],
    [
      'two times',
      lines('user,item,date,time', '1,2,2020-01-01,2020-01-02'),
      "expected one column as timestamp, got 'date' and 'time'",
      { timestamps: true },
    ],
    [
      'a column that comes twice',
      lines('user,item,item', '1,2,3'),
      "expected one column as item, got 'item' and 'item'",
    ],
    [
      'arrows between ids',
      lines('1 -> 2', '2 -> 3'),
      "got a second field without a letter or a digit: 0 = '1', 1 = '->', 2 = '2': choose with columns, header or format",
    ],
    [
      'fields in single quotes',
      lines("'user','item'", "'1','2'"),
      "file:1: expected fields in double quotes, or in none, got ''user'', ''item'': choose with quoting ('none')",
    ],
    [
      'a zero byte in an id',
      lines('user,item', ...Array.from({ length: 2000 }, () => '1,2'), '2,3\0'),
      "file:2002: expected an item id, got '3\\u0000', an id with a zero byte: export it without",
    ],
    [
      'orders without a header, with decimal commas',
      lines(
        '5;QSG;2702;"Vinaigre blanc";54,08',
        '5;QSH;2703;"Café moulu";33,22',
        '6;QSI;2704;"Thé noir";9,90',
      ),
      "0 = '5', 1 = 'QSG', 2 = '2702', 3 = 'Vinaigre blanc', 4 = '54,08': choose with",
    ],
    [
      'two files in one',
      lines('user,item', '1,2', 'user,item', '3,4'),
      "file:3: expected an entry, got the header again: give files that were put one after another each by itself (the command: a pattern such as 'days/*.csv')",
    ],
    [
      'two files in one, quoted',
      lines('"user","item"', '"1","2"', '"user","item"'),
      "file:3: expected an entry, got the header again: give files that were put one after another each by itself (the command: a pattern such as 'days/*.csv')",
    ],
    [
      'a comment in a file that begins with none',
      lines('user,item', '1,a', '# of November, by me', '2,b'),
      "file:3: expected a row, got '# of November, by me', which looks like a comment: choose with missing",
    ],
    [
      'a comment without fields in a file that begins with none',
      lines('user\titem', '1\ta', '# end'),
      "file:3: expected a row, got '# end', which looks like a comment: choose with missing",
    ],
    [
      'a comment below quotes in a file that begins with none',
      lines('user,item', '1,"a"', '# of November, by me', '2,b'),
      "file:3: expected a row, got '# of November, by me', which looks like a comment: choose with missing",
    ],
    [
      'quotes behind the spaces after commas',
      lines('"user", "item"', '"1", "a"'),
      `file:2: expected a quote at the start of its field, or quotes that are plain characters, got ' "a"' (take the spaces around quotes out, as sed -E 's/([,;|]) +"/\\1"/g; s/" +([,;|])/"\\1/g' does): choose with quoting ('none')`,
    ],
    [
      'a comma at the end of each row, and none in the header',
      lines('user,item', '1,a,'),
      'file:2: expected 2 fields, as the header has, got 3, the last of them empty',
    ],
    [
      'a grade with a minus',
      lines('user,item,rating', '1,a,3', '1,b,2-'),
      "file:3: expected a finite number as rating, got '2-'",
    ],
    [
      'brackets among ratings',
      lines('user,item,rating', '1,a,3', '1,b,(2)'),
      "file:3: expected a finite number as rating, got '(2)'",
    ],
    [
      'a TSV with an open quote',
      tabs('user item plays', '1 "Hero 5', '2 b 4'),
      `file:2: expected a closing quote in the same field, got only the opening one of '"Hero': choose with quoting ('none')`,
    ],
    [
      'a TSV with a tab in quotes',
      'user\titem\tplays\n2\tb\t4\n1\t"The\tHero"\t5\n',
      `file:3: expected a closing quote in the same field, got only the opening one of '"The': choose with quoting ('double')`,
    ],
    [
      'a CSV with a quote behind a backslash',
      '"User-ID";"ISBN";"Book-Rating"\n"1";"a";"3"\n"1";"\\"0432534220\\"";"5"\n',
      `file:3: expected a delimiter or a line end after a closing quote, got a quote behind a backslash, as MySQL and Spark write it (double it, as sed 's/\\\\"/""/g' does), or other text`,
    ],
    [
      'a CSV with a text behind a quote',
      lines('user,item,rating', '1,"a" b,3', '2,b,4'),
      "file:2: expected a delimiter or a line end after a closing quote, got other text: choose with quoting ('none')",
    ],
    [
      'a CSV with a quote that is never closed',
      lines('user,item,rating', '1,b,4', '1,"a,3', '2,b,4'),
      "file:3: expected a closing quote, got the end of the file: choose with quoting ('none')",
    ],
    [
      'a CSV that was cut off within quotes',
      '"user","item"\n"1","b"\n"1","c',
      'file:3: expected a closing quote, got the end of the file, without a line end, as in a file that was cut off (export or download it again): choose with skipLast (1)',
    ],
    [
      'a CSV whose quotes would swallow rows',
      lines('user,item,plays', '1,"Hero,5', '2,b,4', '3,Hero",3'),
      'file:2: expected a quoted field, or quotes that are plain characters, got 3 lines between two quotes that look like rows: choose with quoting',
    ],
    ['a graph without roles', lines('# one\tother', 'a\tb'), 'got two fields of text without a header'],
    [
      'a number that may be a thousand',
      lines('user;item;plays', '1;a;17', '2;a;1.234'),
      "file:3: expected a rating whose decimal mark is sure, got '1.234': choose with decimal",
    ],
    [
      'a number with a comma that may be a thousand',
      lines('user\titem\tplays', '1\ta\t1,234'),
      "file:2: expected a rating whose decimal mark is sure, got '1,234': choose with decimal",
    ],
    [
      'two decimal marks',
      lines('user;item;rating', '1;a;4.5', '1;b;4,5'),
      "file:3: expected a finite number as rating, got '4,5'",
    ],
    [
      'lists with a colon after the user',
      lines('1: 2 3', '2: 2 4', '3: 5 6'),
      'got a first field that ends with a colon, as before a list of items',
    ],
    [
      'users and times',
      lines('1,1511544070', '1,1511561733', '2,1511561734'),
      'got a second field that looks like a time',
    ],
    [
      'two files in one, of which the second has a byte order mark',
      lines('user,item', '1,2', '\ufeffuser,item', '3,4'),
      "file:3: expected an entry, got the header again: give files that were put one after another each by itself (the command: a pattern such as 'days/*.csv')",
    ],
    [
      'two files in one, written in two ways',
      lines('"user","item"', '"1","2"', 'Item,User', '3,4'),
      "file:3: expected an entry, got the header again: give files that were put one after another each by itself (the command: a pattern such as 'days/*.csv')",
    ],
    [
      'a header that is said to be none',
      lines('user,item', '1,2'),
      "file:1: expected entries from the first line on, got a header, 'user', 'item': choose with header",
      { header: false },
    ],
  ],
}
