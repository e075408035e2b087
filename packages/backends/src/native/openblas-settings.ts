/** What OpenBLAS reads from the environment once, when it is loaded. */
type Settings = Readonly<Record<string, string>>

/** OpenBLAS' names of its kernels for instructions of x86, the widest first, and the flags of a processor that has these. */
const kernels = [
  { name: 'SkylakeX', needs: ['avx512f', 'avx512dq', 'avx512cd', 'avx512bw', 'avx512vl', 'fma'] },
  { name: 'Haswell', needs: ['avx2', 'fma'] },
]

/**
 * How long a thread of OpenBLAS watches for its next product before it sleeps, in cycles, as a power of 2: about .3 ms. Its default is
 * 20 ms and more, on a core that the threads of our own kernels need by then.
 */
const watchedCycles = '20'

/**
 * The settings by which OpenBLAS is fast on a processor: one that is older than the processor takes kernels of a much older one.
 *
 * @param processor Linux' description of it, `/proc/cpuinfo`
 */
export function openblasSettings(processor: string): Settings {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(processor)?.[1]?.trim().split(/\s+/))
  const widest = kernels.find(({ needs }) => needs.every((flag) => flags.has(flag)))
  return { OPENBLAS_THREAD_TIMEOUT: watchedCycles, ...(widest && { OPENBLAS_CORETYPE: widest.name }) }
}

/** What C sees of the environment: `process.env` of a thread of Node is a copy. */
export interface Environment {
  read(name: string): string | null
  write(name: string, value: string): void
  remove(name: string): void
}

/** @returns what `load` does, with those settings in the environment that it lacks; afterwards it lacks them again */
export function withSettings<T>(settings: Settings, environment: Environment, load: () => T): T {
  const lacking = Object.keys(settings).filter((name) => environment.read(name) === null)
  try {
    for (const name of lacking) environment.write(name, settings[name]!)
    return load()
  } finally {
    lacking.forEach(environment.remove)
  }
}
