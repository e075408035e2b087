import { quoted } from '../values/file-error'
import { textIn, WESTERN } from '../values/line-bytes'

const CYRILLIC = 'windows-1251'
/** Encodings of one byte for each character that files have: of Western and Central European letters, and of Cyrillic ones. */
const OF_BYTES = [WESTERN, 'windows-1250', CYRILLIC]
const ASCII_IN_WORD = /[0-9A-Za-z]/
const BEYOND_ASCII = 0x80
/** Signs that are the same in all of these encodings. */
const SIGN = '§°±µ©®™–—…'
/** Letters of one script, quotes and a sign beside some, or a sign that stands alone or at a number, which are letters in another encoding: l´eau, N°5, 20€, 2×. No ƒ, which is half of a katakana. */
const WORD = new RegExp(
  [
    `^(?!.*ƒ)[´‘’“”„«${SIGN}]?[\\p{Script=Latin}\\p{N}]+(?:[´‘’“”${SIGN}][\\p{Script=Latin}\\p{N}]*)?»?$`,
    '^[“„«]?[\\p{Script=Cyrillic}\\d]+[“”»]?$',
    `^\\d*[€£¥¢×÷№«»${SIGN}]\\d*$`,
  ].join('|'),
  'u',
)
/** A capital amid small letters, or a sign between letters: a small letter of another encoding. ß has no capital that files have. */
const BROKEN = new RegExp(
  `^(?=.*(?!ß)\\p{Ll}).*(?<=\\p{L})(?![A-Z])\\p{Lu}|\\p{L}[“”]\\p{L}|\\p{Ll}[${SIGN}]\\p{L}`,
  'u',
)
const JAPANESE = ['shift_jis', 'euc-jp']
/** Encodings of several bytes for a character, of Japanese, Chinese and Korean. */
const OF_SEVERAL = ['shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp']
const HANGUL = /^\p{Script=Hangul}$/u
const KANA = /^[\u3041-\u30ff]$/
const HALF_WIDTH = /^[\uff61-\uff9f]$/
const ENOUGH = 0.3 // of characters, that shows a language
/** Half-width katakana come in runs: one alone is half of a letter, or the sign of another encoding, and tells nothing. */
const LONE_HALF_WIDTH = /(?<![\uff61-\uff9f])[\uff61-\uff9f](?![\uff61-\uff9f])/g
/** Characters that stand together, and one or two of these amid Latin letters, or one at a small letter: M黮ler is Müller. */
const TOGETHER = /[^\0-\x7f]+/gu
const WITHIN_LATIN =
  /(?<=[A-Za-z])[^\0-\x7f]{1,2}(?=[A-Za-z])|(?<=[a-z])[^\0-\x7f](?![^\0-\x7f])|(?<![^\0-\x7f])[^\0-\x7f](?=[a-z])/gu
const EAST_ASIAN =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffefー・]$/u
const SHARE = 0.7 // of words, or of characters beyond ASCII, that an encoding explains
const FOREIGN = 0.3 // of words
const RUN = 4 // bytes
const MOST = 1000 // words, and lines

/** What lines that are not UTF-8 may be. */
export interface WordsInEncodings {
  /** Those in which most words are letters of one script, or signs, the likeliest first. */
  readonly encodings: readonly string[]
  /** Whether others may be right, too: those of one byte are many. */
  readonly areMore: boolean
  /** What a word is in each encoding that may be: `'Iloœæ' in windows-1252`, `'Ilość' in windows-1250`. */
  readonly words: readonly string[]
}

/**
 * What lines may be: in encodings of one byte for each character, by their first word and, where that does not, one that tells these apart; where
 * few words are such, or many have more letters beyond ASCII together than Latin ones have, in those of several bytes.
 */
export function wordsInEncodings(lines: readonly Uint8Array[]): WordsInEncodings {
  const words = lines.flatMap(wordsBeyondAscii).slice(0, MOST)
  const counts = OF_BYTES.map((encoding) => words.filter((word) => isWord(textIn(encoding, word))).length)
  const most = Math.max(...counts)
  const areFew = most < SHARE * words.length
  const areForeign = words.filter(isForeign).length >= FOREIGN * words.length
  const eastAsian = areFew || areForeign ? inEastAsian(lines.slice(0, MOST)) : []
  const encodings = areFew ? [] : OF_BYTES.filter((_, i) => counts[i] === most)
  const oddnessIn = (encoding: string) => (areForeign && encoding === CYRILLIC ? 0.5 : 3) // after Hangul and kana alone
  const ofBytes = encodings.map((encoding) => ({ encoding, oddness: oddnessIn(encoding) }))
  const fitting = [...eastAsian, ...ofBytes].toSorted((a, b) => a.oddness - b.oddness)
  const shown = words.map((word) => inEncodings(word, encodings)).filter((texts) => texts.size > 0)
  const telling = shown.find((texts) => texts.size > 1)
  const [first = telling] = shown
  const east = byText(eastAsian.map(({ encoding, word }) => [word, encoding]))
  return {
    encodings: fitting.map(({ encoding }) => encoding),
    areMore: encodings.length > 0 && fitting.length > 1,
    words: [...new Set([east, first, telling])].flatMap((texts) =>
      Array.from(texts ?? [], ([text, names]) => `${quoted(text)} in ${names.join(' or ')}`),
    ),
  }
}

/** Whether letters beyond ASCII stand together as in no Latin word: many of them, or nothing else. */
function isForeign(word: Uint8Array): boolean {
  if (word.length > 1 && word.every((byte) => byte >= BEYOND_ASCII)) return true
  return word.some(
    (_, start) =>
      start + RUN <= word.length && word.subarray(start, start + RUN).every((byte) => byte >= BEYOND_ASCII),
  )
}

/** Encodings of several bytes that all lines may be in, the likeliest first, and a word of the first line in each. */
function inEastAsian(lines: readonly Uint8Array[]) {
  const fitting = OF_SEVERAL.flatMap((encoding) => {
    try {
      const decoder = new TextDecoder(encoding, { fatal: true })
      const texts = lines.map((line) => decoder.decode(line))
      const text = texts.join('\n')
      const telling = text.replace(LONE_HALF_WIDTH, '')
      const beyond = [...telling].filter((character) => character > '\x7f')
      const known = beyond.filter((character) => EAST_ASIAN.test(character))
      const [word] = /[^\0-\x7f]+/.exec(texts[0]!) ?? []
      const isKnown = known.length > 0 && known.length >= SHARE * beyond.length
      const together = text.match(TOGETHER)?.length ?? 0
      const isLatin = (text.match(WITHIN_LATIN)?.length ?? 0) >= together / 2
      return isKnown && !isLatin ? [{ encoding, word: word ?? '', oddness: oddnessOf(known, encoding) }] : []
    } catch {
      return [] // bytes that are none of its characters
    }
  })
  return fitting.toSorted((a, b) => a.oddness - b.oddness)
}

/** How unlikely characters are: 0 for Hangul alone or many kana in an encoding of Japanese, which other text seldom seems to have, 2 for many half-width ones, else 1. */
function oddnessOf(characters: readonly string[], encoding: string): number {
  const isOf = (pattern: RegExp) =>
    characters.filter((character) => pattern.test(character)).length / characters.length
  if (isOf(HANGUL) === 1 || (isOf(KANA) >= ENOUGH && JAPANESE.includes(encoding))) return 0
  return isOf(HALF_WIDTH) >= ENOUGH ? 2 : 1
}

/** The texts of a word, and the encodings of each. */
function inEncodings(word: Uint8Array, encodings: readonly string[]) {
  const texts = encodings.map((encoding) => [textIn(encoding, word), encoding] as const)
  return byText(texts.filter(([text]) => isWord(text)))
}

function isWord(text: string): boolean {
  return WORD.test(text) && !BROKEN.test(text)
}

/** Texts, and the encodings that read each. */
function byText(readings: readonly (readonly [text: string, encoding: string])[]) {
  const encodings = new Map<string, readonly string[]>()
  for (const [text, encoding] of readings) encodings.set(text, [...(encodings.get(text) ?? []), encoding])
  return encodings
}

/** The bytes of each word that has some beyond ASCII. */
function wordsBeyondAscii(line: Uint8Array): Uint8Array[] {
  const words: Uint8Array[] = []
  let start = 0
  let isBeyond = false
  for (let at = 0; at <= line.length; at++) {
    const byte = line[at] ?? 0
    isBeyond ||= byte >= BEYOND_ASCII
    if (byte >= BEYOND_ASCII || ASCII_IN_WORD.test(String.fromCharCode(byte))) continue
    if (isBeyond) words.push(line.subarray(start, at))
    start = at + 1
    isBeyond = false
  }
  return words
}
