import { basename } from 'node:path'
import { fileError, quoted } from '../../values/file-error'

/** A file in a folder or an archive. */
export interface ContainedFile {
  /** Without folders. */
  readonly name: string
  /** Path on disk: of the file, or of its archive. */
  readonly source: string
  /** Full place for error messages. */
  readonly where: string
  /** Its bytes; a chunk is valid until the next one is requested. */
  chunks(): AsyncIterable<Uint8Array>
}

/** A folder, or an archive that is read without unpacking. */
export interface FileContainer {
  readonly path: string
  /** Names of its files, without folders. */
  names(): Promise<readonly string[]>
  /**
   * Some of its files; read each before requesting the next. They come in the order requested, but from a tar archive, which
   * can only be read front to back, in its own order.
   */
  files(names: readonly string[]): AsyncIterable<ContainedFile>
}

/**
 * The name of a file in an archive, without folders.
 *
 * @throws if its path leads out of the archive: nothing is ever written there, but such an archive was made to do harm
 */
export function nameInside(path: string, where: string): string {
  if (/^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..')) {
    throw fileError(where, 'paths that stay in the archive', quoted(path))
  }
  return basename(path)
}
