import { pathFromHere, type SourceFile } from '../files/source-file'

/** A plan that was begun in any folder, with a path that leads to its data from this one. */
export async function planFromHere<Plan extends { readonly data: string; readonly source: SourceFile }>(
  plan: Plan,
): Promise<Plan> {
  const { data, source } = plan
  return data === source.path ? { ...plan, data: await pathFromHere(source) } : plan // else the name of a data set
}
