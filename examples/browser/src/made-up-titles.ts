const first =
  'Quiet Amber Hidden Northern Silver Last Golden Broken Distant Crimson Gentle Iron Painted Restless Sunken Velvet Winter Paper Hollow Midnight Wandering Second Salt Glass Burning'
const second =
  'Harbour Orchard Letters River Cartographer Lantern Garden Station Kingdom Waltz Lighthouse Meadow Clockmaker Voyage Library Canyon Sparrow Tide Theatre Summer Archive Bridge Comet Village Detective'

/** A title for each id: 625 different ones, then numbered. */
export function madeUpTitles(ids: readonly string[]): ReadonlyMap<string, string> {
  const [adjectives, nouns] = [first.split(' '), second.split(' ')]
  const different = adjectives.length * nouns.length
  return new Map(
    ids.map((id, index) => {
      const adjective = adjectives[index % adjectives.length]
      const noun = nouns[(index + Math.floor(index / adjectives.length)) % nouns.length]
      const round = Math.floor(index / different) + 1
      return [id, `The ${adjective} ${noun}${round > 1 ? ` ${round}` : ''}`]
    }),
  )
}
