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
    `^(?!.*ƒ)[´‘’“”«${SIGN}]?[\\p{Script=Latin}\\p{N}]+(?:[´‘’“”${SIGN}][\\p{Script=Latin}\\p{N}]*)?»?$`,
    '^[“«]?[\\p{Script=Cyrillic}\\d]+[”»]?$',
    `^\\d*[€£¥¢×÷№«»${SIGN}]\\d*$`,
  ].join('|'),
  'u',
)
/** Encodings of several bytes for a character, of Japanese, Chinese and Korean. */
const OF_SEVERAL = ['shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp']
const HANGUL = /^\p{Script=Hangul}$/u
const KANA = /^[\u3041-\u30ff]$/
const HALF_WIDTH = /^[\uff61-\uff9f]$/
const ENOUGH = 0.3 // of characters, that shows a language
/** Half-width katakana come in runs: one alone is half of a letter, or the sign of another encoding, and tells nothing. */
const LONE_HALF_WIDTH = /(?<![\uff61-\uff9f])[\uff61-\uff9f](?![\uff61-\uff9f])/g
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
  /** What a word is in each encoding that may be: `'Iloœæ' in windows-1252`, `'Ilość' in windows-1250`. */
  readonly words: readonly string[]
}

/**
 * What lines may be: in encodings of one byte for each character, by their first word and, where that does not, one that tells these apart; where
 * few words are such, or many have more letters beyond ASCII together than Latin ones have, in those of several bytes.
 */
export function wordsInEncodings(lines: readonly Uint8Array[]): WordsInEncodings {
  const words = lines.flatMap(wordsBeyondAscii).slice(0, MOST)
  const counts = OF_BYTES.map((encoding) => words.filter((word) => WORD.test(textIn(encoding, word))).length)
  const most = Math.max(...counts)
  const areFew = most < SHARE * words.length
  const areForeign = words.filter(isForeign).length >= FOREIGN * words.length
  const eastAsian = areFew || areForeign ? inEastAsian(lines.slice(0, MOST)) : []
  const areNone = most === 0 || (areFew && eastAsian.length > 0)
  const encodings = areNone ? [] : OF_BYTES.filter((_, i) => counts[i] === most)
  const isFirst = (encoding: string) => areForeign && encoding === CYRILLIC
  const byLikelihood = encodings.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  const shown = words.map((word) => inEncodings(word, encodings)).filter((texts) => texts.size > 0)
  const telling = shown.find((texts) => texts.size > 1)
  const [first = telling] = shown
  return {
    encodings: [...eastAsian.map(({ encoding }) => encoding), ...byLikelihood],
    words: [
      ...eastAsian.map(({ encoding, word }) => `${quoted(word)} in ${encoding}`),
      ...[...new Set([first, telling])].flatMap((texts) =>
        Array.from(texts ?? [], ([text, names]) => `${quoted(text)} in ${names.join(' or ')}`),
      ),
    ],
  }
}

/** Whether so many letters beyond ASCII stand together as no Latin word has. */
function isForeign(word: Uint8Array): boolean {
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
      const telling = texts.join('\n').replace(LONE_HALF_WIDTH, '')
      const beyond = [...telling].filter((character) => character > '\x7f')
      const known = beyond.filter((character) => EAST_ASIAN.test(character))
      const [word] = /[^\0-\x7f]+/.exec(texts[0]!) ?? []
      const isFitting = known.length > 0 && known.length >= SHARE * beyond.length
      return isFitting ? [{ encoding, word: word ?? '', oddness: oddnessOf(known) }] : []
    } catch {
      return [] // bytes that are none of its characters
    }
  })
  return fitting.toSorted((a, b) => a.oddness - b.oddness)
}

/** How unlikely characters are: 0 for Hangul alone or many kana, which other text seldom seems to have, 2 for many half-width ones, else 1. */
function oddnessOf(characters: readonly string[]): number {
  const isOf = (pattern: RegExp) =>
    characters.filter((character) => pattern.test(character)).length / characters.length
  if (isOf(HANGUL) === 1 || isOf(KANA) >= ENOUGH) return 0
  return isOf(HALF_WIDTH) >= ENOUGH ? 2 : 1
}

/** The texts of a word, and the encodings of each. */
function inEncodings(word: Uint8Array, encodings: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>()
  for (const encoding of encodings) {
    const text = textIn(encoding, word)
    if (WORD.test(text)) texts.set(text, [...(texts.get(text) ?? []), encoding])
  }
  return texts
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
