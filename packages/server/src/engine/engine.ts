import type { TableCoverage } from '@hvamp/rules'
import type { ServedModel } from '../schemas/model'
import type {
  ExplainAnswer,
  ExplainQuestion,
  ListedItems,
  PopularQuestion,
  RecommendAnswer,
  RecommendQuestion,
  SimilarAnswer,
  SimilarQuestion,
} from './questions'
import type { TableShape } from './table-shape'

/** Each kind of question with its answer. */
export interface Exchanges {
  readonly recommend: { readonly question: RecommendQuestion; readonly answer: RecommendAnswer }
  readonly popular: { readonly question: PopularQuestion; readonly answer: ListedItems }
  readonly similar: { readonly question: SimilarQuestion; readonly answer: SimilarAnswer }
  readonly explain: { readonly question: ExplainQuestion; readonly answer: ExplainAnswer }
}

export type Kind = keyof Exchanges

/** A question with its kind: plain data, which a thread can be sent. */
export type Question<K extends Kind = Kind> = {
  [Each in K]: { readonly kind: Each } & Exchanges[Each]['question']
}[K]

/** An answer, or why this question has none while those asked with it may have theirs. */
export type Outcome<K extends Kind = Kind> =
  | { readonly answer: Exchanges[K]['answer'] }
  | {
      readonly refusal: string
      /** Whether what is asked about does not exist. */
      readonly isMissing?: boolean
    }

/** One model that answers questions: the seam between HTTP and what computes. */
export interface Engine {
  readonly model: ServedModel
  /** How the item table fits the model; undefined without one. */
  readonly coverage?: TableCoverage | undefined
  /** The rows and columns of the item table; undefined without one. */
  readonly shape?: TableShape | undefined
  /** The folder that the model was read from, for logs: no answer has it. */
  readonly folder?: string | undefined
  /** How many calls of `answer` it computes at the same time; more would wait inside it. */
  readonly parallel: number
  /**
   * Outcomes in the order of the questions. The histories of one call share a pass of the model.
   *
   * @throws if the model itself fails
   */
  answer(questions: readonly Question[]): Promise<Outcome[]>
  /** Calls back once, should the engine stop before `close`. */
  onLost(listener: (reason: Error) => void): void
  /** Ends the calls under way, then frees the model. */
  close(): Promise<void>
}
