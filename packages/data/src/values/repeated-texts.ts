import { copiedBytes } from './copied-bytes'
import { REPLACED, textIn, textOf, WESTERN } from './line-bytes'

const LONGEST = 16 // bytes of a text that is kept
const MOST = 64 // texts

/** Decodes texts of which few differ, such as those of a column of flags, each once. */
export interface RepeatedTexts {
  /** In UTF-8, or in windows-1252 where it is none: a column that is not read may be written so in a file of ids in ASCII. */
  textIn(bytes: Uint8Array, from: number, to: number): string
}

export function repeatedTexts(): RepeatedTexts {
  const kept = new Map<number, { readonly bytes: Uint8Array; readonly text: string }>()
  return {
    textIn(bytes, from, to) {
      if (to - from > LONGEST) return likelyText(bytes, from, to)
      let sum = to - from
      for (let at = from; at < to; at++) sum = (Math.imul(sum, 31) + bytes[at]!) | 0
      const known = kept.get(sum)
      if (known && isAt(known.bytes, bytes, from, to)) return known.text
      const text = likelyText(bytes, from, to)
      if (!known && kept.size < MOST) kept.set(sum, { bytes: copiedBytes(bytes.subarray(from, to)), text })
      return text
    },
  }
}

function likelyText(bytes: Uint8Array, from: number, to: number): string {
  const text = textOf(bytes, from, to)
  return text.includes(REPLACED) ? textIn(WESTERN, bytes.subarray(from, to)) : text
}

function isAt(part: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (part.length !== to - from) return false
  for (let i = 0; i < part.length; i++) if (part[i] !== bytes[from + i]) return false
  return true
}
