import { basename } from 'node:path'
import { fileError, quoted } from '../../text/file-error'

/** A file in a folder or an archive. */
export interface ContainedFile {
  /** Without folders. */
  readonly name: string
  /** What there is on the disk: the file, or the archive it is in. */
  readonly source: string
  /** For errors: where it lies. */
  readonly where: string
  /** Its bytes, a chunk valid until the next one is asked for. */
  chunks(): AsyncIterable<Uint8Array>
}

/** What holds files: a folder, or an archive, which is read without being unpacked. */
export interface FileContainer {
  readonly path: string
  /** The files in it, by their names without folders. */
  names(): Promise<readonly string[]>
  /**
   * Some of its files, each to be read before the next one is asked for: in the order asked for, but of a tar archive, which
   * can only be read through, in its own.
   */
  files(names: readonly string[]): AsyncIterable<ContainedFile>
}

/**
 * The name of a file in an archive, without folders.
 *
 * @throws if its path leads out of the archive: nothing is ever written to it, but such an archive was made to do harm
 */
export function nameInside(path: string, where: string): string {
  if (/^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..')) {
    throw fileError(where, 'paths that stay in the archive', quoted(path))
  }
  return basename(path)
}
