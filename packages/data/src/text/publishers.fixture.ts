import type { ReadingOptions } from '../index'

const lines = (...all: string[]) => `${all.join('\n')}\n`
const tabs = (...all: string[]) => lines(...all.map((line) => line.replaceAll(' ', '\t')))

/** In the manner of their publishers, made up: the file, its entries as `user item value`, and what the reading says. */
export const readable: readonly [
  publisher: string,
  text: string,
  rows: string[],
  reading: object,
  options?: ReadingOptions,
][] = [
  [
    'MovieLens 100K',
    tabs('196 242 3 881250949', '186 302 3 891717742', '196 377 1 878887116'),
    ['196 242 3', '186 302 3', '196 377 1'],
    {
      format: 'table',
      delimiter: '\t',
      header: false,
      columns: { user: 0, item: 1, rating: 2 },
      unread: [3],
    },
  ],
  [
    'MovieLens 1M',
    lines('1::1193::5::978300760', '1::661::3::978302109'),
    ['1 1193 5', '1 661 3'],
    { delimiter: '::', header: false, unread: [3] },
  ],
  [
    'MovieLens 20M, with CRLF',
    'userId,movieId,rating,timestamp\r\n1,2,3.5,1112486027\r\n1,29,4.0,1112484676\r\n',
    ['1 2 3.5', '1 29 4'],
    {
      delimiter: ',',
      header: true,
      columns: { user: 'userId', item: 'movieId', rating: 'rating' },
      unread: ['timestamp'],
    },
  ],
  [
    'MovieTweetings',
    lines('1::0114508::8::1381006850', '2::0208092::5::1586466072'),
    ['1 0114508 8', '2 0208092 5'],
    { delimiter: '::', values: 'ratings' },
  ],
  [
    'FilmTrust, as LibRec has it',
    lines('1 1 2', '1 2 4', '1 3 3.5', '2 1 3'),
    ['1 1 2', '1 2 4', '1 3 3.5', '2 1 3'],
    { delimiter: ' ', header: false, columns: { user: 0, item: 1, rating: 2 } },
  ],
  [
    'Epinions, with spaces before and between',
    lines(' 1  100 4', ' 1 101  5', ' 2   100 3 '),
    ['1 100 4', '1 101 5', '2 100 3'],
    { delimiter: ' ' },
  ],
  ['Epinions with times', lines('5 7 4 1112486027', '5 8 2 1112486028'), ['5 7 4', '5 8 2'], { unread: [3] }],
  [
    'KONECT, weighted with times',
    lines('% bip weighted', '% 3 2 2', '1 1 5 1094785740', '1 2 3\t1094785734', '2 2 4 1094785998'),
    ['1 1 5', '1 2 3', '2 2 4'],
    { columns: { user: 0, item: 1, rating: 2 }, skipped: [{ reason: 'comment', rows: 2, first: 1 }] },
  ],
  [
    'KONECT, its columns chosen',
    lines('% bip weighted', '7 1 5 1094785740', '7 2 3 1094785734'),
    ['1 7', '2 7'],
    { columns: { user: 1, item: 0 }, unread: [2, 3], values: 'none' },
    { columns: { user: 1, item: 0 } },
  ],
  [
    'KONECT, unweighted',
    lines('% bip unweighted', '1 1', '1 2', '2 2'),
    ['1 1', '1 2', '2 2'],
    { values: 'none' },
  ],
  [
    'MatrixMarket',
    lines(
      '%%MatrixMarket matrix coordinate real general',
      '% made up',
      '3 3 3',
      '1 1 5.0',
      '2 3 4.5',
      '3 2 1',
    ),
    ['1 1 5', '2 3 4.5', '3 2 1'],
    { skipped: [{ reason: 'comment', rows: 3, first: 1 }] },
  ],
  [
    'MatrixMarket, a pattern',
    lines('%%MatrixMarket matrix coordinate pattern general', '2 2 2', '1 1', '2 2'),
    ['1 1', '2 2'],
    { values: 'none' },
  ],
  [
    'an edge list of SNAP',
    lines('# Bipartite graph', '# user\titem', '0\t11', '0\t12', '4\t11'),
    ['0 11', '0 12', '4 11'],
    { header: true, columns: { user: 'user', item: 'item' } },
  ],
  [
    'lists of LightGCN',
    lines('0 0 1 2', '1 1', '2 2 0'),
    ['0 0', '0 1', '0 2', '1 1', '2 2', '2 0'],
    { format: 'adjacency', options: { format: 'adjacency' } },
  ],
  [
    'Netflix Prize',
    lines('1:', '1488844,3,2005-09-06', '822109,5,2005-05-13', '2:', '822109,4,2005-09-05'),
    ['1488844 1 3', '822109 1 5', '822109 2 4'],
    { format: 'netflix' },
  ],
  [
    'Netflix Prize as a CSV of Kaggle',
    lines('Cust_Id,Movie_Id,Rating,Date', '1488844,1,3,2005-09-06'),
    ['1488844 1 3'],
    { unread: ['Date'] },
    { columns: { user: 'Cust_Id' } },
  ],
  [
    'Last.fm 2K',
    'userID\tartistID\tweight\r\n2\t51\t13883\r\n2\t52\t11690\r\n',
    ['2 51 13883', '2 52 11690'],
    { values: 'counts', columns: { rating: 'weight' } },
  ],
  [
    'Last.fm 1K, with columns by number and raw quotes',
    lines(
      'user_000001\t2009-05-04T23:08:57Z\tf1b1cf71\tDeep Dish\t\tComposition 0919',
      'user_000001\t2009-05-04T13:54:10Z\ta7f7df4a\tUnderworld\t\t"Boy, Boy, Boy" (Live)',
      'user_000002\t2009-05-03T15:10:18Z\ta7f7df4a\tUnderworld\t\tCrocodile 12"',
    ),
    ['user_000001 f1b1cf71', 'user_000001 a7f7df4a', 'user_000002 a7f7df4a'],
    { header: false, unread: [1, 3, 4, 5] },
    { columns: { user: 0, item: 2 } },
  ],
  [
    'Last.fm 1K, the same by name of the track and with times',
    'user_000001\t2009-05-04T13:54:10Z\ta7f7df4a\tUnderworld\t\t"Boy, Boy, Boy" (Live)\n',
    ['user_000001 "Boy, Boy, Boy" (Live) 1241445250'],
    { columns: { user: 0, item: 5, timestamp: 1 } },
    { columns: { user: 0, item: 5, timestamp: 1 } },
  ],
  [
    'Taste Profile of the Million Song Dataset',
    tabs('b80344d0 SOAKIMP12A8C130995 1', 'b80344d0 SOAPDEY12A81C210A9 2', '85c1f87f SOAKIMP12A8C130995 35'),
    ['b80344d0 SOAKIMP12A8C130995 1', 'b80344d0 SOAPDEY12A81C210A9 2', '85c1f87f SOAKIMP12A8C130995 35'],
    { values: 'counts' },
  ],
  [
    'Steam, with columns by number',
    lines(
      '151603712,"The Elder Scrolls V Skyrim",purchase,1.0,0',
      '59945701,"Sid Meier\'s ""Civ"", V",play,12.1,0',
    ),
    ['151603712 The Elder Scrolls V Skyrim', '59945701 Sid Meier\'s "Civ", V'],
    { header: false, unread: [2, 3, 4] },
    { columns: { user: 0, item: 1 } },
  ],
  [
    'Steam recommendations of Kaggle',
    lines(
      'app_id,helpful,funny,date,is_recommended,hours,user_id,review_id',
      '975370,0,0,2022-12-12,true,36.3,51580,0',
    ),
    ['51580 975370'],
    { values: 'none', unread: ['helpful', 'funny', 'date', 'is_recommended', 'hours', 'review_id'] },
  ],
  [
    'Goodreads, JSON lines',
    lines(
      '{"user_id": "8842281e", "book_id": "24375664", "review_id": "5cd4", "rating": 5, "date_added": "Fri Aug 25 2017"}',
      '{"user_id": "8842281e", "book_id": "18245960", "review_id": "dfdb", "rating": 0, "date_added": ""}',
    ),
    ['8842281e 24375664 5', '8842281e 18245960 0'],
    {
      format: 'json',
      columns: { user: 'user_id', item: 'book_id', rating: 'rating' },
      unread: ['review_id', 'date_added'],
    },
  ],
  [
    'Goodreads, CSV',
    lines('user_id,book_id,is_read,rating,is_reviewed', '0,948,1,5,0', '0,947,1,5,1'),
    ['0 948 5', '0 947 5'],
    { unread: ['is_read', 'is_reviewed'] },
  ],
  [
    'goodbooks-10k',
    lines('user_id,book_id,rating', '1,258,5', '2,4081,4'),
    ['1 258 5', '2 4081 4'],
    { unread: [] },
  ],
  [
    'Amazon reviews, JSON lines',
    lines(
      '{"reviewerID": "A2SUAM1J3GNN3B", "asin": "0000013714", "reviewerName": "J. \\"Mac\\"", "helpful": [2, 3], "reviewText": "I {bought} it", "overall": 5.0, "unixReviewTime": 1252800000, "reviewTime": "09 13, 2009"}',
    ),
    ['A2SUAM1J3GNN3B 0000013714 5 1252800000'],
    { format: 'json' },
    { timestamps: true },
  ],
  [
    'Amazon reviews, Python dicts',
    lines(
      `{'reviewerID': 'A1', 'asin': 'B01', 'reviewerName': "J's \\"x\\"", 'helpful': [0, 0], 'verified': True, 'overall': 4.0, 'unixReviewTime': 1252800000}`,
      `{'reviewerID': 'A1', 'asin': 'B02', 'helpful': (1, 2), 'style': {'Size:': u'caf\\xe9'}, 'overall': 5, 'note': None}`,
    ),
    ['A1 B01 4', 'A1 B02 5'],
    { format: 'python', columns: { user: 'reviewerID', item: 'asin', rating: 'overall' } },
  ],
  [
    'Amazon reviews, TSV of 2015, with raw quotes',
    lines(
      'marketplace\tcustomer_id\treview_id\tproduct_id\tproduct_parent\tproduct_title\tstar_rating\treview_body\treview_date',
      'US\t18778586\tRDI\tB00EDBY7X8\t122952789\tMonopoly Junior 24" Board\t5\tHe said "Excellent"\t2015-08-31',
      'US\t24769659\tR36\tB00D4NJC3G\t649795809\t"Best" 56 Pieces\t4\t"Great, all of it"\t2015-08-31',
    ),
    ['18778586 B00EDBY7X8 5', '24769659 B00D4NJC3G 4'],
    { columns: { user: 'customer_id', item: 'product_id', rating: 'star_rating' } },
  ],
  [
    'Amazon reviews, CSV of 2023',
    lines(
      'rating,title,text,images,asin,parent_asin,user_id,timestamp',
      '5.0,Good,"Soft, ""nice""",[],B07,B08,AEY,1588687728923',
    ),
    ['AEY B07 5'],
    { unread: ['title', 'text', 'images', 'parent_asin', 'timestamp'] },
  ],
  [
    'Amazon books of Kaggle',
    lines(
      'ISBN,Title,Price,User_id,profileName,review/helpfulness,review/score,review/time',
      '1882931173,Its Only Art,,AVCGYZL8FQQTD,Jim,7/7,4.0,940636800',
    ),
    ['AVCGYZL8FQQTD 1882931173 4 940636800'],
    {},
    { columns: { timestamp: 'review/time' } },
  ],
  [
    'Amazon ratings without header',
    lines('A2SUAM1J3GNN3B,0000013714,5.0,1400457600', 'A2SUAM1J3GNN3B,0000029831,4.0,1400457601'),
    ['A2SUAM1J3GNN3B 0000013714 5', 'A2SUAM1J3GNN3B 0000029831 4'],
    { header: false, unread: [3] },
  ],
  [
    'Yelp reviews',
    lines(
      '{"review_id":"KU_O5","user_id":"mh_-e","business_id":"XQfww","stars":3.0,"useful":0,"text":"If you\\nlike [it]}","date":"2018-07-07 22:09:11"}',
    ),
    ['mh_-e XQfww 3 1531001351'],
    { unread: ['review_id', 'useful', 'text'] },
    { timestamps: true },
  ],
  [
    'RetailRocket events',
    lines(
      'timestamp,visitorid,event,itemid,transactionid',
      '1433221332117,257597,view,355908,',
      '1433224214164,992329,addtocart,248676,',
    ),
    ['257597 355908', '992329 248676'],
    { values: 'none', unread: ['timestamp', 'event', 'transactionid'] },
  ],
  [
    'Instacart, orders joined with products',
    lines(
      'order_id,user_id,product_id,add_to_cart_order,reordered',
      '2539329,1,196,1,0',
      '2539329,1,14084,2,0',
    ),
    ['1 196', '1 14084'],
    { values: 'none' },
  ],
  [
    'H&M transactions',
    lines('t_dat,customer_id,article_id,price,sales_channel_id', '2018-09-20,000058a1,0663713001,0.0508,2'),
    ['000058a1 0663713001 1537401600'],
    { columns: { user: 'customer_id', item: 'article_id', timestamp: 't_dat' } },
    { timestamps: true },
  ],
  [
    'Book-Crossing',
    lines('"User-ID";"ISBN";"Book-Rating"', '"276725";"034545104X";"0"', '"276726";"0155061224";"5"'),
    ['276725 034545104X 0', '276726 0155061224 5'],
    { delimiter: ';', columns: { user: 'User-ID', item: 'ISBN', rating: 'Book-Rating' } },
  ],
  [
    'Jester, as triples',
    tabs('1 5 0.219', '1 7 -9.281', '2 5 -9.687'),
    ['1 5 0.219', '1 7 -9.281', '2 5 -9.687'],
    { values: 'ratings' },
  ],
  [
    'Yahoo, percentages',
    tabs('1 14 90', '1 22 0', '2 14 100'),
    ['1 14 90', '1 22 0', '2 14 100'],
    { values: 'counts' },
  ],
  [
    'MIND behaviours, with columns by number',
    lines('1\tU13740\t11/11/2019 9:05:58 AM\tN55189\tN55689-1'),
    ['U13740 N55189'],
    {},
    { columns: { user: 1, item: 3 } },
  ],
  [
    'Spotify playlists as a CSV',
    lines(
      '"user_id", "track_uri", "playlistname"',
      '"9cc0cfd4d7d7885102480dd99e7a90d6","spotify:track:0UaMYEvWZi0","HARD ROCK 2010"',
    ),
    ['9cc0cfd4d7d7885102480dd99e7a90d6 spotify:track:0UaMYEvWZi0'],
    {},
  ],
  [
    'MyAnimeList',
    lines('user_id,anime_id,rating', '1,20,-1', '1,24,9'),
    ['1 20 -1', '1 24 9'],
    { values: 'ratings' },
  ],
  [
    'Food.com',
    lines(
      'user_id,recipe_id,date,rating,review',
      '38094,40893,2003-02-17,4,"Great with a salad.',
      '',
      'Cooked on top, 5 minutes"',
      '1293707,40893,2011-12-21,5,So simple!',
    ),
    ['38094 40893 4', '1293707 40893 5'],
    { quoting: 'auto' },
  ],
  [
    'BeerAdvocate',
    lines(
      'brewery_id,review_time,review_overall,review_profilename,beer_name,beer_beerid',
      '10325,1234817823,1.5,stcules,Sausa Weizen,47986',
    ),
    ['stcules 47986 1.5'],
    {},
  ],
  [
    'UCI Online Retail, without guests',
    lines(
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '536365,85123A,"LANTERN, WHITE",6,12/1/2010 8:26,2.55,17850,UK',
      '536414,22139,,56,12/1/2010 11:52,0,,UK',
    ),
    ['17850 85123A'],
    { values: 'none', skipped: [{ reason: 'no user', rows: 1, first: 3 }] },
    { missing: 'skip' },
  ],
  [
    'RecBole',
    tabs('user_id:token item_id:token rating:float timestamp:float', '1 1193 5 978300760'),
    ['1 1193 5'],
    { columns: { user: 'user_id:token', item: 'item_id:token', rating: 'rating:float' } },
  ],
  [
    'Excel in Europe: semicolons, a byte order mark, CRLF',
    '\ufeffKunde;customer_id;sku;stars\r\n"Müller; Ann";7;A-1;4\r\nÖz;8;A-2;5\r\n',
    ['7 A-1 4', '8 A-2 5'],
    { delimiter: ';', unread: ['Kunde'] },
  ],
  ['Excel with its separator named', lines('sep=|', 'user|item', 'a;b|c'), ['a;b c'], { delimiter: '|' }],
  [
    'pandas with its index',
    lines(',user_id,item_id,rating', '0,u1,i1,4.0', '1,u2,i1,3.5'),
    ['u1 i1 4', 'u2 i1 3.5'],
    { unread: [0] },
  ],
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
    'a shop with names beside ids',
    lines('user_name,user_id,movie,movieId', 'Ann,1,Up,7', 'Ann,2,Up,8'),
    ['1 7', '2 8'],
    { columns: { user: 'user_id', item: 'movieId' }, unread: ['user_name', 'movie'] },
  ],
  [
    'JSON of a web service: an array, over many lines',
    '[\n  {\n    "client_id": 12,\n    "product": "a, {b}"\n  },\n  {"client_id": 13, "product": "c"}\n]\n',
    ['12 a, {b}', '13 c'],
    { format: 'json' },
  ],
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
]

/** Files that leave a doubt, or hold no interactions: the error names place, rule and value. */
export const refused: readonly [
  publisher: string,
  text: string,
  message: string,
  options?: ReadingOptions,
][] = [
  [
    'lists of one length',
    lines('0 1 2', '1 2 3'),
    'file:1: expected a header with a user and an item column, or fields that surely are user, item, rating and time, got no id twice: choose with columns, header or format',
  ],
  [
    'lists of five',
    lines('0 1 2 3 4', '1 2 3 4 5'),
    'got 5 fields without a header: choose with columns, header or format',
  ],
  ['one list', lines('0 10 11 12'), 'got a fourth field that is not a time'],
  [
    'KONECT between users',
    lines('% sym unweighted', '1 2'),
    "file:1: expected a network of users and items ('bip'), got '% sym unweighted': choose with format or columns",
  ],
  [
    'MatrixMarket, symmetric',
    lines('%%MatrixMarket matrix coordinate real symmetric', '2 2 1', '1 1 1'),
    "expected 'matrix coordinate real general', or integer or pattern",
  ],
  [
    'MatrixMarket, with columns',
    lines('%%MatrixMarket matrix coordinate real general', '2 2 1', '1 1 1'),
    'file:2: expected no columns to be chosen for MatrixMarket, got some',
    { columns: { user: 1, item: 0 } },
  ],
  [
    'MatrixMarket, cut short',
    lines('%%MatrixMarket matrix coordinate real general', '2 2 3', '1 1 1', '2 2 1'),
    'file:5: expected 3 entries, as the file says, got 2',
  ],
  [
    'comments only',
    lines('# a', '# b'),
    'file: expected interactions, got only comments in its first 2 lines',
  ],
  [
    'libsvm',
    lines('1 3:1 5:0.5', '0 2:1'),
    "file:1: expected interactions, got lines of index:value (libsvm), '1 3:1 5:0.5'",
  ],
  [
    'prose',
    lines('It was the best of times', 'it was the worst of times indeed'),
    "file:1: expected a table with a header, or a user and their items on each line, got 'It was the best of times': choose with columns or format",
  ],
  ['a sign-in page', '<!doctype html>\n<html><head>\n', 'file:1: expected interactions, got HTML or XML'],
  ['XML', '<?xml version="1.0"?>\n<a/>\n', 'file:1: expected interactions, got HTML or XML'],
  [
    'Taobao: no header, five columns',
    lines('1,2268318,2520377,pv,1511544070', '1,2333346,2520771,pv,1511561733'),
    'got 5 fields without a header',
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
    'an index without header',
    lines('0,7,8', '1,7,9', '2,8,9', '3,8,7', '4,9,9'),
    'got a first field that counts the rows',
  ],
  [
    'items before users, Amazon 2018',
    lines('0449819906,A3U4E9PIZ8OWH1,5.0,1383696000', '0449819906,A3ZPCIE2UX4QQ5,1.0,1450656000'),
    'got a first field that looks like a product',
  ],
  [
    'ratings of one person',
    lines('11,4', '12,5', '13,1'),
    'got ids and small numbers: a second field that may be a rating',
  ],
  ['text in two columns', lines('ann,tea', 'bob,rum'), 'got two fields of text without a header'],
  [
    'Instacart without users',
    lines('order_id,product_id,add_to_cart_order,reordered', '1,49302,1,1'),
    "file:1: expected a header with a user column, or columns given by number, got columns 'order_id', 'product_id', 'add_to_cart_order', 'reordered': choose with columns or header",
  ],
  [
    'artists and tracks',
    lines('user_id,artist_id,track_id', '1,2,3'),
    "file:1: expected one column as item, got 'artist_id' and 'track_id' (numbers 1, 2, from 0): choose with columns.item",
  ],
  [
    'two times',
    lines('user,item,date,time', '1,2,2020-01-01,10:00'),
    "expected one column as timestamp, got 'date' and 'time'",
    { timestamps: true },
  ],
  [
    'a column that comes twice',
    lines('user,item,item', '1,2,3'),
    "expected one column as item, got 'item' and 'item'",
  ],
  [
    'Steam reviews, nested',
    lines(`{'user_id': '7656', 'user_url': 'http', 'reviews': [{'funny': '', 'item_id': '1250'}]}`),
    "file:1: expected objects with an item column, got keys 'user_id', 'user_url', 'reviews': choose with columns",
  ],
  [
    'Spotify, one object',
    '{"info": {"slice": "0-999"}, "playlists": []}\n',
    "file:1: expected objects with a user and an item column, got keys 'info', 'playlists': choose with columns",
  ],
  [
    'MongoDB, extended JSON',
    lines('{"user_id": {"$oid": "5f"}, "item_id": "a"}'),
    'file:1: expected a user id: text or a number, got \'{"$oid":"5f"}\'',
  ],
  [
    'JSON cut short',
    '{"user":"a","item":"b"}\n{"user":"a","it',
    'file:2: expected an object of json'.slice(0, 8),
  ],
  [
    'JSON with integers beyond doubles',
    lines('{"user":12345678901234567890,"item":1}'),
    'file:1: expected a user id: an integer below 2^53, or text, got 12345678901234567000',
  ],
  [
    'JSON that is none further down',
    lines('{"user":"a","item":"b"}', '{"user":"a","item":b}'),
    'file:2: expected an object of json, got \'{"user":"a","item":b}\'',
  ],
  [
    'JSON, then a table',
    lines('{"user":"a","item":"b"}', 'a,b'),
    "file:2: expected an object in braces, got 'a'",
  ],
  [
    'an array that does not end',
    '[{"user":"a","item":"b"},\n',
    'file:2: expected the end of the array, got the end of the file',
  ],
  [
    'Python that computes',
    lines(`{'user': 'a', 'item': 'b'}`, `{'user': 'a', 'item': f()}`),
    "file:2: expected an object of python, got '{'user': 'a', 'item': f()}'",
  ],
  [
    'PostgreSQL guests',
    tabs('account product', '12 A-1', '\\N A-2'),
    "file:3: expected a user id, got '\\N': choose with missing",
  ],
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
    'a decimal comma',
    lines('user;item;rating', '1;a;4,5'),
    "file:2: expected a finite number as rating, got '4,5'",
  ],
  [
    'two files in one',
    lines('user,item', '1,2', 'user,item', '3,4'),
    'file:3: expected an entry, got the header again',
  ],
  [
    'two files in one, quoted',
    lines('"user","item"', '"1","2"', '"user","item"'),
    'file:3: expected an entry, got the header again',
  ],
  ['row names of R', lines('"user" "item" "rating"', '"1" "a" "b" 5'), 'file:2: expected 3 fields, got 4'],
  [
    'a TSV with an open quote',
    tabs('user item plays', '1 "Hero 5', '2 b 4'),
    `file:2: expected a closing quote in the same field, got only the opening one of '"Hero': choose with quoting`,
  ],
  [
    'a CSV whose quotes would swallow rows',
    lines('user,item,plays', '1,"Hero,5', '2,b,4', '3,Hero",3'),
    'file:2: expected a quoted field, or quotes that are plain characters, got 3 lines between two quotes that look like rows: choose with quoting',
  ],
  ['UTF-16 of Excel', '\ufffe', 'file:1: expected'],
  [
    'a graph without roles',
    lines('# FromNodeId\tToNodeId', 'a\tb'),
    'got two fields of text without a header',
  ],
]
