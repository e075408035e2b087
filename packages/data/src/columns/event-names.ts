/** Words of what users did. */
const DEEDS = new Set([
  ...['event', 'action', 'interaction', 'activity', 'behavior', 'behaviour', 'feedback', 'reaction'],
  ...['signal', 'aktion', 'ereignis', 'évènement', 'événement', 'evento'],
])
/** Words that say no more than that it has kinds, or whose. */
const GENERAL = new Set(['user', 'type', 'kind', 'name', 'typ', 'art'])
const NO_EVENT = new Set(['user', 'name', 'user name', 'art', 'type user', 'user type'])
/** Words of what users did or thought, whose kinds may be numbers. */
const CODED = new Set([...DEEDS, 'act', 'vote', 'rating'])
/** Those of them that are things of their own, whose ids are no codes of kinds. */
const THINGS = new Set(['event', 'activity', 'ereignis', 'évènement', 'événement', 'evento'])
const KINDS = new Set(['type', 'kind', 'typ', 'art', 'code'])
const OPINIONS = new Set(['feedback', 'vote', 'reaction'])

/** Whether the words of a column's name say that it has what users did: `event`, `action_type`, `user_behavior`. */
export function isEventName(words: readonly string[]): boolean {
  const areEvents = words.every((word) => DEEDS.has(word) || GENERAL.has(word))
  return words.length > 0 && areEvents && !NO_EVENT.has(words.join(' '))
}

/** Whether they say that it has codes of what users did: `interaction_type`, `act_ID`, `VoteTypeId`; not `event_id`. */
export function isEventCodeName(words: readonly string[]): boolean {
  const deeds = words.filter((word) => CODED.has(word))
  const areKinds = words.some((word) => KINDS.has(word))
  const areIds = words.includes('id') && !deeds.some((word) => THINGS.has(word))
  const isElse = words.some(
    (word) => ![CODED, GENERAL, KINDS].some((known) => known.has(word)) && word !== 'id',
  )
  return deeds.length > 0 && (areKinds || areIds) && !isElse
}

/** Whether they say that it has kinds of opinions: `feedback_type`, `vote_id`. */
export function isOpinionKindName(words: readonly string[]): boolean {
  return isEventCodeName(words) && words.some((word) => OPINIONS.has(word))
}
