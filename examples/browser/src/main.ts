import { proxy, wrap } from 'comlink'
import { announce, attempt } from './attempt'
import { byId } from './by-id'
import { download } from './download'
import { droppedFiles } from './dropped-files'
import type { Engine, Loaded, ModelSummary } from './engine'
import { showFacts } from './facts'
import { backendTitle, count, endInWords, noWebgpuInWords } from './in-words'
import { choiceOf } from './model-choices'
import { showModelInUse } from './model-in-use'
import { recommendations } from './recommendations'
import { showResults } from './results-table'
import { hintAtScrolling } from './scroll-hint'
import { settingsForm } from './settings-form'
import { trainingView } from './training-view'

type Titles = ReadonlyMap<string, string>

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const engine = wrap<Engine>(worker)
const settings = settingsForm()
const training = trainingView()
const recommender = recommendations((liked, length) => engine.recommend(liked, length))
let titles: Titles = new Map() // of files
let madeUp: Titles | undefined // of made-up ratings, while these are loaded
let offered: { readonly items: readonly string[]; readonly madeUp: Titles | undefined } | undefined // the model

async function startBackend(): Promise<void> {
  const select = byId('backend', HTMLSelectElement)
  const note = byId('backend-note', HTMLElement)
  const isStarted = await attempt('model-error', async () => {
    const wanted = select.value as Parameters<Engine['start']>[0]
    const { name, adapter, reason } = await engine.start(wanted).catch((error: Error) => {
      if (wanted !== 'webgpu') throw error
      throw new Error(`Not on the graphics card: ${noWebgpuInWords(error.message)}`, { cause: error })
    })
    const why = reason === undefined ? '' : `. Not on the graphics card: ${noWebgpuInWords(reason)}`
    note.textContent = `Here that is ${backendTitle(name)}${adapter ? ` (${adapter})` : ''}${why}`
  })
  if (!isStarted) select.value = 'auto'
}

function show({ ratings, titles: found }: Loaded): void {
  if (found && !ratings?.isMadeUp) titles = found
  if (ratings) {
    const { name, statistics, isMadeUp, wereCounts } = ratings
    madeUp = isMadeUp ? found : undefined
    showFacts(name, statistics, wereCounts)
    settings.offer(statistics)
    byId('model-hint', HTMLElement).hidden = true
    announce(`${name}: ${count(statistics.users)} people, ${count(statistics.items)} titles`)
  } else if (found) {
    announce(`${count(found.size)} titles`)
  }
  if (offered) recommender.offer(offered.items, offered.madeUp ?? titles)
}

function offer(model: ModelSummary, how: 'trained' | 'loaded', madeUp?: Titles): void {
  const { items } = model
  offered = { items, madeUp }
  byId('save', HTMLElement).hidden = false
  recommender.offer(items, madeUp ?? titles)
  announce(showModelInUse(model, how))
}

/** Files of ratings, titles or a model, told apart by name and content. */
async function open(files: readonly File[]): Promise<void> {
  const ofModel = files.filter(({ name }) => /^model\.json$|\.safetensors$/.test(name))
  const others = files.filter((file) => !ofModel.includes(file))
  const kinds = ofModel.length > 0 ? 'titles' : 'all' // beside a model, a run's folder has tables that are no ratings
  if (others.length > 0) await openRatings((onRows) => engine.read(others, kinds, proxy(onRows)))
  if (ofModel.length > 0) {
    await attempt('model-error', async () => {
      const model = await engine.load(files)
      byId('training', HTMLElement).hidden = true
      byId('results', HTMLElement).hidden = true
      offer(model, 'loaded')
      byId('in-use', HTMLElement).scrollIntoView({ block: 'center' })
    })
  }
}

async function openRatings(load: (onRows: (rows: number) => void) => Promise<Loaded>): Promise<void> {
  const progress = byId('ratings-progress', HTMLElement)
  progress.textContent = 'Reading'
  progress.hidden = false
  await attempt('ratings-error', async () => {
    show(
      await load((rows) => {
        progress.textContent = `${count(rows)} ratings read`
      }),
    )
  })
  progress.hidden = true
}

async function train(): Promise<void> {
  const [start, stop] = [byId('train', HTMLElement), byId('stop', HTMLElement)]
  const plan = settings.plan()
  const titlesOfData = madeUp
  start.hidden = true
  stop.hidden = false
  stop.focus()
  training.begin(choiceOf(plan.model).hasEpochs ? plan.epochs : 0)
  const isTrained = await attempt('model-error', async () => {
    const outcome = await engine.train(
      plan,
      proxy((update) => training.update(update, plan.epochs)),
    )
    const end = endInWords(outcome)
    const verdict = showResults(outcome.results)
    offer(outcome.summary, 'trained', titlesOfData)
    training.end(end)
    announce(`${end}. ${verdict}`)
  })
  if (!isTrained) training.end('Not trained')
  const hadFocus = document.activeElement === stop
  stop.hidden = true
  start.hidden = false
  if (hadFocus) start.focus()
}

function onFiles(id: string): void {
  const input = byId(id, HTMLInputElement)
  input.addEventListener('change', async () => {
    const files = Array.from(input.files ?? [])
    input.value = '' // so that the same file can be chosen again
    await open(files)
  })
}

hintAtScrolling(byId('measures', HTMLElement).parentElement!, byId('measures-hint', HTMLElement))
onFiles('files')
onFiles('model-files')
byId('made-up', HTMLElement).addEventListener('click', () => openRatings(() => engine.makeUp()))
byId('backend', HTMLElement).addEventListener('change', startBackend)
byId('stop', HTMLElement).addEventListener('click', () => engine.stop())
byId('save', HTMLElement).addEventListener('click', () =>
  attempt('model-error', async () => download(await engine.save())),
)
settings.form.addEventListener('submit', (event) => {
  event.preventDefault()
  void train()
})
document.addEventListener('dragover', (event) => {
  event.preventDefault()
  document.body.classList.add('dragging')
})
document.addEventListener('dragleave', ({ relatedTarget }) => {
  if (!relatedTarget) document.body.classList.remove('dragging')
})
document.addEventListener('drop', async (event) => {
  event.preventDefault()
  document.body.classList.remove('dragging')
  if (event.dataTransfer) await open(await droppedFiles(event.dataTransfer))
})
worker.addEventListener('error', ({ message }) => {
  byId('model-error', HTMLElement).textContent = message
})
await startBackend()
if (import.meta.env.PROD) await navigator.serviceWorker?.register('service-worker.js')
