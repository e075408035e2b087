import { lastKey, saysNoOpinion, wordsOf, wordsOfKey } from '../values/words-of-ratings'
import { isOpinionKindName } from './event-names'
import { isFlagName } from './flag-names'
import { isQuantityName } from './quantity-names'
import { rejects } from './rejecting-name'
import { WORDS_OF_TIMES } from './time-names'

/** Words in names of small numbers that are no ratings: of money, counts, times, places and kinds. */
const OTHERS = new RegExp(
  `^(?:${[
    ...[
      'pri[cx]',
      'preis',
      'prec',
      'prezz',
      'cost',
      'fee',
      'tax',
      'vat$',
      'rabatt',
      'betrag',
      'revenue',
      'profit',
    ],
    ...['sale', 'margin', 'installment', 'payment', 'tip$', 'budget', 'income', 'amount', 'total', 'sum$'],
    ...[
      'count',
      'view',
      'impression',
      'hits$',
      'times$',
      'freq',
      'interactions$',
      'num',
      'nb$',
      'n[or]$',
      'anz',
      'lines?$',
      'items?$',
      'products?$',
      'articles?$',
      'size',
      'unit',
    ],
    ...[
      'day',
      'dow$',
      'week',
      'month',
      'hour',
      'minute',
      'second',
      'year',
      'quarter',
      'season',
      'tag$',
      'woche',
    ],
    ...['monat', 'stunde', 'jahr', 'zeit', 'jour', 'mois', 'heure', 'age$', 'alter$', 'dur', 'delay'],
    ...[
      'pos$',
      'posn',
      'position',
      'place$',
      'rank',
      'row$',
      'page',
      'ind(?:ex|ice)',
      'idx',
      'seq',
      'step',
      'order',
      'slot',
    ],
    ...['floor', 'zone', 'region', 'area', 'district', 'zip', 'plz', 'lat$', 'lon$', 'lng$', 'store', 'shop'],
    ...[
      'branch',
      'warehouse',
      'terminal',
      'code',
      'class',
      'categor',
      'kind$',
      'group',
      'cluster',
      'segment',
    ],
    ...[
      'version',
      'channel',
      'device',
      'platform',
      'os$',
      'browser',
      'lang',
      'country',
      'dep(?:artmen)?t',
      'aisle',
    ],
    ...['brand', 'colou?r', 'variant', 'fold$', 'split$', 'bucket', 'arm$', 'session', 'visit', 'attempt'],
    ...[
      'taille',
      'talla',
      'rozmiar',
      'gr(?:ö|oe)(?:ß|ss)e',
      'rabat',
      'lager',
      'liefer',
      'points',
      'punkte',
      'punkty',
    ],
    ...[
      'weight',
      'gewicht',
      'poids$',
      'peso$',
      'width',
      'height',
      'length',
      'depth',
      'distance',
      'temp',
      'key$',
    ],
  ].join('|')})`,
)
/** Words in names of times at which somebody took to an item, if they did: `clicked_at`. */
const TAKEN = new Set([
  ...[
    'click',
    'clicked',
    'like',
    'liked',
    'open',
    'opened',
    'convert',
    'converted',
    'conversion',
    'purchase',
  ],
  ...['purchased', 'bought', 'vote', 'voted'],
])
/** What a column that is not read may have, by its name. */
export interface VerdictName {
  /** Answers such as 0 and 1, or no and yes. */
  readonly mayAnswer: boolean
  /** Ratings on a scale of any values. */
  readonly mayRate: boolean
  /** Whether it says what was not liked. */
  readonly rejects: boolean
  /** Whether it has times at which somebody took to an item, and nothing where nobody did. */
  readonly isMoment: boolean
}

/** Whether a word of a name says that somebody took to an item, or did not: `purchased`, `clicked_at`. */
export function saysTaken(name: string): boolean {
  return wordsOf(name).some((word) => TAKEN.has(word))
}

export function verdictName(name: string): VerdictName {
  const words = wordsOfKey(name)
  const mayAnswer = (!saysNoOpinion(words) || isOpinionKindName(words)) && !isFlagName(name)
  return {
    mayAnswer,
    rejects: rejects(name),
    mayRate:
      mayAnswer &&
      !saysNoOpinion(words) &&
      !rejects(name) &&
      !isQuantityName(lastKey(name)) &&
      !words.some((word) => OTHERS.test(word)),
    isMoment:
      words.every((word) => TAKEN.has(word) || WORDS_OF_TIMES.has(word)) &&
      words.some((word) => TAKEN.has(word)) &&
      words.some((word) => WORDS_OF_TIMES.has(word)),
  }
}
