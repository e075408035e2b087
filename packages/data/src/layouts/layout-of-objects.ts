import type { ColumnRole } from '../columns/column-names'
import type { FullColumns } from '../columns/full-columns'
import type { Field } from './object-fields'
import type { ObjectFormat } from './object-in-text'
import type { SplitOptions } from './object-splitter'
import type { BesideField } from './unread-fields'

/** One object an entry, or one entry for each element of a list in an object. */
export interface ObjectsLayout {
  readonly kind: ObjectFormat
  /** Whether ratings are read, where there are some. */
  readonly isRated: boolean
  /** All fields of the first objects. */
  readonly known: readonly Field[]
  /** What is read, by the name that a reading has for it. */
  readonly columns: { readonly user: string; readonly item: string } & {
    readonly [role in ColumnRole]?: string | undefined
  }
  readonly fields: { readonly user: Field; readonly item: Field } & {
    readonly [role in ColumnRole]?: Field | undefined
  }
  /** Keys that lead to the lists, where there is an entry for each element of one, or for each place in several of one length. */
  readonly lists: readonly (readonly string[])[]
  readonly unread: readonly string[]
  /** All fields that are not read, of the objects or of the elements of the list. */
  readonly beside: readonly BesideField[]
  /** Fields that may be read where a user or an item is missing. */
  readonly full?: FullColumns
  /** Which objects of the file these are. */
  readonly split: SplitOptions
}
