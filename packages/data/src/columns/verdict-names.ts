import { lastKey, saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import { findColumn, plainName } from './column-names'
import { isQuantityName } from './quantity-names'
import { rejects } from './rejecting-name'

/** Words in names of flags that are no verdicts, though they have their values. */
const FLAGS = new Set([
  ...['verified', 'gift', 'gifted', 'mobile', 'weekend', 'holiday', 'vine', 'new', 'premium', 'member'],
  ...['gender', 'sex', 'male', 'female', 'discount', 'discounted', 'coupon', 'train', 'test', 'validation'],
  ...[
    'reorder',
    'reordered',
    'subscribed',
    'newsletter',
    'shipped',
    'shipping',
    'paid',
    'prepaid',
    'taxable',
  ],
])
const FLAG_NAMES = new Set([
  'newcustomer',
  'isgift',
  'isfemale',
  'ismale',
  'ismobile',
  'isweekend',
  'isverified',
])
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
    ...['width', 'height', 'length', 'depth', 'distance', 'temp', 'key$'],
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
/** Names of what several rows have together. */
const ORDERS =
  /order|invoice|basket|cart|receipt|transaction|ticket|session|visit|bestell|auftrag|rechnung|beleg|commande|facture|pedido|factura|ordine/i
const NUMBERED =
  /(?:\b|_)(?:id|nr|no|num|number|code|ref)(?:\b|_)|[a-z]I[dD]\b|nummer|number|numéro|n°|name$/i
const OF_TIMES = new Set(['date', 'datum', 'time', 'timestamp', 'ts', 'at', 'day', 'zeit', 'fecha'])

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

export function verdictName(name: string): VerdictName {
  const words = wordsOf(lastKey(name))
  const isFlag = wordsOf(name).some((word) => FLAGS.has(word)) || FLAG_NAMES.has(plainName(name))
  const mayAnswer = !saysNoOpinion(words) && !isFlag
  return {
    mayAnswer,
    rejects: rejects(name),
    mayRate:
      mayAnswer &&
      !rejects(name) &&
      !isQuantityName(lastKey(name)) &&
      !words.some((word) => OTHERS.test(word)),
    isMoment:
      words.every((word) => TAKEN.has(word) || OF_TIMES.has(word) || word === '') &&
      words.some((word) => TAKEN.has(word)) &&
      words.some((word) => OF_TIMES.has(word)),
  }
}

/** The column that tells which rows are of one order, or of one time; undefined without one. */
export function orderColumn(names: readonly string[]): number | undefined {
  const numbered = names.findIndex((name) => ORDERS.test(name) && NUMBERED.test(name))
  if (numbered >= 0) return numbered
  const known = names.findIndex((name) => findColumn([name], 'timestamp', undefined, '') === 0)
  if (known >= 0) return known
  const named = names.findIndex((name) => wordsOf(name).some((word) => OF_TIMES.has(word)))
  return named >= 0 ? named : undefined
}
