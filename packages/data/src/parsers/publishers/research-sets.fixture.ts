import { lines, type PublishedFiles, tabs } from './published-files.fixture'

/** Files in the manner of sets of research: MovieLens, Netflix, Last.fm, Book-Crossing. */
export const researchSets: PublishedFiles = {
  readable: [
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
      'MovieLens 10M, tags.dat, by choice without ratings',
      lines('15::4973::excellent!::1215184630', '20::1747::politics::1188263867'),
      ['15 4973', '20 1747'],
      { delimiter: '::', unread: [2, 3] },
      { ratings: false },
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
      tabs(
        'b80344d0 SOAKIMP12A8C130995 1',
        'b80344d0 SOAPDEY12A81C210A9 2',
        '85c1f87f SOAKIMP12A8C130995 35',
      ),
      ['b80344d0 SOAKIMP12A8C130995 1', 'b80344d0 SOAPDEY12A81C210A9 2', '85c1f87f SOAKIMP12A8C130995 35'],
      { values: 'counts' },
    ],
    [
      'goodbooks-10k',
      lines('user_id,book_id,rating', '1,258,5', '2,4081,4'),
      ['1 258 5', '2 4081 4'],
      { unread: [] },
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
      'RecBole',
      tabs('user_id:token item_id:token rating:float timestamp:float', '1 1193 5 978300760'),
      ['1 1193 5'],
      { columns: { user: 'user_id:token', item: 'item_id:token', rating: 'rating:float' } },
    ],
  ],
  refused: [
    [
      'MovieLens 1M, movies.dat',
      lines(
        "1::Toy Story (1995)::Animation|Children's",
        '2::Heat (1995)::Action',
        '3::Heat (1986)::(no genres)',
      ),
      "file:1: expected user, item and rating, got a text in the third field of every row, as a table of items has it: 0 = '1', 1 = 'Toy Story (1995)', 2 = 'Animation|Children's': choose with columns",
    ],
    [
      'MovieTweetings, movies.dat, with a film of no genre',
      lines(
        '0000008::Edison (1894)::Documentary|Short',
        '0000010::Leaving (1895)::',
        '0000012::Arrival (1896)::Short',
      ),
      "file:1: expected user, item and rating, got a text in the third field of every row, as a table of items has it: 0 = '0000008', 1 = 'Edison (1894)', 2 = 'Documentary|Short': choose with columns",
    ],
    [
      'a matrix, with a column for each film',
      lines('user,Toy Story,Heat,Casino,Babe,Jumanji', 'a,5,,3,,', 'b,,4,,,1', 'c,2,,,5,'),
      "file:1: expected a row for each user and item, got 6 columns, 'user', 'Toy Story', 'Heat' and others, of numbers or nothing: if each is an item, write a row for each user and item, as pandas' melt does: choose with columns",
    ],
    [
      'KDD Cup 2011, Yahoo! Music',
      lines('1|2', '10\t20\t3811\t13:24:00', '26\t80\t3811\t13:24:00', '2|1', '10\t90\t3812\t09:00:00'),
      "file:1: expected interactions, got '1|2', a user and the number of the lines below, as in KDD Cup 2011: write the user on each of them",
    ],
    [
      'NCF, test.negative',
      lines('(0,25)\t1064\t174', '(1,133)\t1072\t3154'),
      "file:1: expected interactions, got a user and an item, and items among which that one is ranked, '(0,25)\\t1064\\t174', as in test.negative of NCF: all items are ranked here, so take its test.rating, or the pairs alone, as cut -f1 and tr -d '()' write them",
    ],
    [
      'Netflix Prize, probe.txt',
      lines('1:', '30878', '2647871'),
      "file:2: expected customer,rating,date, got '30878', as in a test set without ratings (qualifying.txt, probe.txt): read the files of the training set",
    ],
    [
      'Netflix Prize, qualifying.txt',
      lines('1:', '1046323,2005-12-19', '1080030,2005-12-23'),
      "file:2: expected customer,rating,date, got '1046323,2005-12-19', as in a test set without ratings (qualifying.txt, probe.txt): read the files of the training set",
    ],
    [
      'Taobao: no header, five columns',
      lines('1,2268318,2520377,pv,1511544070', '1,2333346,2520771,pv,1511561733'),
      'got 5 fields without a header',
    ],
    [
      'artists and tracks',
      lines('user_id,artist_id,track_id', '1,2,3'),
      "file:1: expected one column as item, got 'artist_id' and 'track_id' (numbers 1, 2, from 0): choose with columns.item",
    ],
  ],
}
