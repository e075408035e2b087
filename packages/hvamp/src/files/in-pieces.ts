const PIECE = 1 << 16 // characters

/** The same text in fewer pieces, for files: a piece of its own for each line would be a call of the system each. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = ''
  for await (const text of texts) {
    piece += text
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}
