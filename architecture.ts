/** What each package may import: other packages of the workspace, always further down, and third parties. */
export const packageImports: Record<string, { readonly workspace: string[]; readonly thirdParty: string[] }> =
  {
    random: { workspace: [], thirdParty: [] },
    files: { workspace: [], thirdParty: [] },
    metrics: { workspace: ['random'], thirdParty: [] },
    tensors: { workspace: ['random', 'files'], thirdParty: ['@tensorflow/tfjs-core'] },
    data: {
      workspace: ['random', 'files'],
      thirdParty: [
        'papaparse',
        'pako',
        'yauzl',
        'modern-tar',
        'crc-32',
        'hyparquet',
        'hyparquet-writer',
        'hyparquet-compressors',
      ],
    },
    rules: { workspace: ['random', 'data'], thirdParty: [] },
    databases: {
      workspace: ['random', 'data'],
      thirdParty: ['@duckdb/node-api', 'mysql2', 'node-sqlite3-wasm', 'pg'],
    },
    priors: { workspace: ['random', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
    layers: { workspace: ['random', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
    training: { workspace: ['random', 'files', 'tensors'], thirdParty: ['@tensorflow/tfjs-core'] },
    models: {
      workspace: ['random', 'files', 'tensors', 'data', 'rules', 'metrics', 'priors', 'layers', 'training'],
      thirdParty: ['@tensorflow/tfjs-core', 'zod'],
    },
    // Chosen by applications, imported by no library; it knows the ops that its kernels stand for.
    backends: {
      workspace: ['random', 'tensors', 'metrics', 'layers'],
      thirdParty: [
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
        '@tensorflow/tfjs-node',
        '@tensorflow/tfjs-node-gpu',
        'webgpu',
      ],
    },
    exchange: { workspace: ['random', 'tensors', 'models'], thirdParty: ['pbf'] },
    // An application, so it chooses what computes.
    server: {
      workspace: ['random', 'data', 'databases', 'rules', 'models', 'backends'],
      thirdParty: [
        '@fastify/bearer-auth',
        '@fastify/swagger',
        '@fastify/swagger-ui',
        '@fastify/under-pressure',
        'fastify',
        'fastify-type-provider-zod',
        'pino',
        'prom-client',
        'zod',
      ],
    },
    hvamp: {
      workspace: [
        'random',
        'files',
        'tensors',
        'data',
        'databases',
        'rules',
        'metrics',
        'priors',
        'layers',
        'training',
        'models',
        'backends',
        'exchange',
        'server',
      ],
      thirdParty: [
        '@observablehq/plot',
        '@tensorflow/tfjs-core',
        '@xmldom/xmldom',
        'commander',
        'hyparquet-writer',
        'cli-progress',
        'cli-table3',
        'ml-pca',
        'papaparse',
        'pino',
        'usearch',
        'zod',
      ],
    },
  }

/** Packages for Node alone: only `/node` entries may import them. */
export const nodeOnly = ['databases', 'files', 'server']

/**
 * For each package with folders: the folders right below each folder. A folder may import what lies below it, directly or
 * further down; files beside the folders (entries) may import every folder, and no folder imports them.
 */
export const foldersBelow: Record<string, Record<string, readonly string[]>> = {
  hvamp: {
    commands: ['actions', 'flags'],
    faces: [],
    actions: ['report', 'experiments', 'reproduction'],
    experiments: ['tuning'],
    series: ['planned', 'comparison'],
    report: ['comparison'],
    reproduction: ['planned'],
    tuning: ['series'],
    comparison: ['runs'],
    planned: ['runs'],
    runs: ['inputs'],
    flags: ['settings'],
    inputs: ['settings', 'terminal'],
    settings: ['files'],
    files: ['process'],
    process: [],
    terminal: [],
  },
  data: {
    synthetic: ['interactions'],
    published: ['files'],
    files: ['parquet'],
    parquet: ['rows', 'tables'],
    rows: ['text'],
    tables: ['text'],
    text: ['interactions'],
    splits: ['interactions'],
    interactions: [],
  },
  models: {
    serving: ['evaluation'],
    saving: ['catalog'],
    catalog: ['presets', 'baselines'],
    presets: ['autoencoder'],
    baselines: ['autoencoder', 'solvers'],
    autoencoder: ['evaluation', 'definitions'],
    evaluation: ['recommender'],
    definitions: ['recommender'],
    solvers: ['recommender'],
    recommender: [],
  },
  exchange: {
    scoring: ['onnx'],
    pytorch: [],
    onnx: [],
  },
  databases: {
    writing: ['drivers'],
    reading: ['drivers'],
    drivers: ['addresses'],
    addresses: [],
  },
  server: {
    http: ['service', 'histories'],
    metrics: ['service'],
    service: ['engine'],
    engine: ['schemas'],
    histories: [],
    schemas: [],
  },
  backends: {
    native: ['wasm', 'optional'],
    rows: ['wasm', 'optional'],
    'tfjs-node': [],
    wasm: [],
    webgpu: ['optional'],
    optional: [],
  },
}
