import { lines, type PublishedFiles } from './published-files.fixture'

/** Files in the manner of what is no table of interactions. */
export const otherFiles: PublishedFiles = {
  readable: [],
  refused: [
    [
      'prose',
      lines('It was the best of times', 'it was the worst of times indeed'),
      "file:1: expected a table with a header, or a user and their items on each line, got 'It was the best of times': choose with columns or format",
    ],
    ['a sign-in page', '<!doctype html>\n<html><head>\n', 'file:1: expected interactions, got HTML or XML'],
    ['XML', '<?xml version="1.0"?>\n<a/>\n', 'file:1: expected interactions, got HTML or XML'],
    [
      'a matrix of more columns than a table has',
      lines(`user,item${',1'.repeat(10_000)}`),
      'file:1: expected at most 10000 columns, got 10002',
    ],
    [
      'a pointer of Git LFS',
      lines('version https://git-lfs.github.com/spec/v1', 'oid sha256:4d7a', 'size 12345'),
      'file: expected the file itself, got a pointer of Git LFS, for which git lfs pull gets it',
    ],
    [
      'the answer of a server',
      '{"error": "not found"}\n',
      "expected objects with a user and an item column, got keys 'error'",
    ],
    [
      'a matrix of users and items',
      lines('user,Alien,Brazil,Casablanca', '1,5,,3', '2,,4,'),
      'file:1: expected a header with an item column',
    ],
    ['one column', lines('item', 'a', 'b'), 'file:1: expected a header with a user column'],
    ['only a header', lines('user,item,rating'), 'file:2: expected an interaction, got the end of the file'],
    ['an empty file', '', 'file: expected interactions, got an empty file'],
  ],
}
