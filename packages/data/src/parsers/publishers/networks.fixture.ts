import { lines, type PublishedFiles } from './published-files.fixture'

/** Files in the manner of networks, matrices and lists of items: KONECT, MatrixMarket, LightGCN. */
export const networks: PublishedFiles = {
  readable: [
    [
      'Epinions with times',
      lines('5 7 4 1112486027', '5 8 2 1112486028'),
      ['5 7 4', '5 8 2'],
      { unread: [3] },
    ],
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
      'KONECT, a space and then tabs between the fields, its columns chosen',
      lines('% bip weighted', '7 1\t2.5 1094785740', '7 2\t3 1094785734', '8 2\t4 1094785998'),
      ['1 7 2.5', '2 7 3', '2 8 4'],
      { delimiter: ' ', columns: { user: 1, item: 0, rating: 2 }, unread: [3] },
      { columns: { user: 1, item: 0, rating: 2 } },
    ],
    [
      'KONECT, its ratings alone chosen',
      lines('% bip weighted', '7 1\t2.5 1094785740', '7 2\t3 1094785734', '8 2\t4 1094785998'),
      ['7 1 2.5', '7 2 3', '8 2 4'],
      { delimiter: ' ' },
      { columns: { rating: 2 } },
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
      { skipped: [{ reason: 'comment', rows: 2, first: 1 }] },
    ],
    [
      'MatrixMarket, with items as rows',
      lines('%%MatrixMarket matrix coordinate integer general', '3 2 2', '1 2 5', '3 2 4'),
      ['2 1 5', '2 3 4'],
      { columns: { user: 1, item: 0, rating: 2 } },
      { columns: { user: 1, item: 0 } },
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
      'a network among users, whose ends are chosen',
      lines('# Directed graph', '# FromNodeId\tToNodeId', '0\t4', '0\t5', '4\t5'),
      ['0 4', '0 5', '4 5'],
      { columns: { user: 0, item: 1 } },
      { columns: { user: 0, item: 1 } },
    ],
    [
      'a network of KONECT among users, whose ends are chosen',
      lines('% sym unweighted', '1 2', '2 3'),
      ['1 2', '2 3'],
      { columns: { user: 0, item: 1 } },
      { columns: { user: 0, item: 1 } },
    ],
    [
      'lists of LightGCN',
      lines('0 0 1 2', '1 1', '2 2 0'),
      ['0 0', '0 1', '0 2', '1 1', '2 2', '2 0'],
      { format: 'adjacency', options: { format: 'adjacency' } },
    ],
    [
      'KONECT, with comments without a space among the rows',
      lines('% bip weighted', '%sizes 2 2', '1 1 5', '%mid', '2 2 4'),
      ['1 1 5', '2 2 4'],
      { skipped: [{ reason: 'comment', rows: 3, first: 1 }] },
    ],
  ],
  refused: [
    [
      'two numbers between tabs, of chosen columns',
      lines('7 1\t2.5', '7 2\t3', '8 2\t4'),
      "file:1: expected one id between tabs, got two, '7 1': choose with delimiter (' ')",
      { columns: { user: 0, item: 1 } },
    ],
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
      'file:2: expected rows and columns of MatrixMarket as users and items, in either order (0 and 1), got 2 and 0',
      { columns: { user: 2, item: 0 } },
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
      "file:1: expected interactions, got lines of index:value (libsvm), '1 3:1 5:0.5': write user, item and value on a line each",
    ],
    [
      'libFM',
      lines('4 1:1 70:1', '5 1:1 86:1'),
      "file:1: expected interactions, got lines of index:value (libsvm), '4 1:1 70:1': write user, item and value on a line each",
    ],
    [
      'lists with the number of items behind each user',
      lines('0 3 1 33 4', '1 2 34 4', '2 4 1 35 40 8'),
      'got the number of items behind each user: leave it out, as awk \'{ $2 = ""; print }\' does, or it would be an item',
    ],
    [
      'lists of items and their ratings in turn',
      lines('0 100 3 101 3 133 5', '1 100 4 134 4 104 4', '2 101 5 135 5', '3 104 1 100 1 101 2'),
      "got an item and its rating in turn: write a line for each of them, as awk '{ for (i = 2; i < NF; i += 2) print $1, $i, $(i + 1) }' does",
    ],
    [
      'lists of items and their times in turn, called lists',
      lines('0 100 1140102943 101 1140104302', '1 100 1154477628', '2 101 1137699302 104 1137701709'),
      'got an item and its time in turn',
      { format: 'adjacency' },
    ],
    [
      'lists with commas',
      lines('0,0,1,2,33,4', '1,0,34,4', '2,0,1,2,35,40'),
      "file:1: expected a user and their items on each line, separated by spaces, got lists with ',', '0,0,1,2,33,4': write spaces in their place, as tr ',' ' ' does",
    ],
    [
      'a network of SNAP',
      lines('# Directed graph: wiki-Vote.txt', '# FromNodeId\tToNodeId', '0\t4', '0\t5', '4\t5'),
      "file:1: expected a network of users and items, got one of nodes of one kind, '# Directed graph: wiki-Vote.txt': choose with columns",
    ],
    [
      'who follows whom',
      lines('# follower followee', '0 4', '0 5', '4 5'),
      "got one of nodes of one kind, 'follower followee'",
    ],
    [
      'CiteULike, users.dat with counts first',
      lines('3 496 1631 2318', '2 1234 5678', '3 496 2318 9012'),
      "file:1: expected a user and their items on each line, got the number of items first, and no user, as in CiteULike's users.dat: write the number of the line in its place, as awk '{ $1 = NR; print }' does",
    ],
  ],
}
