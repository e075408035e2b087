import type { Statistics } from '@hvamp/data'
import { byId } from './by-id'
import { modelTitle } from './in-words'
import { choiceOf, firstChoice, isPossible, type ModelName, modelChoices } from './model-choices'
import { defaultSizes, type Sizes, type TrainingPlan } from './training-plan'

interface Field {
  readonly label: string
  readonly min: number
  readonly max: number
  /** Whole numbers only; otherwise any. */
  readonly whole: boolean
}

const whole = (label: string, min: number, max: number): Field => ({ label, min, max, whole: true })
const fields: Readonly<Record<keyof Sizes, Field>> = {
  hidden: whole('Hidden units', 1, 4096),
  latent: whole('Latent dimensions', 1, 2048),
  layers: whole('Hidden layers', 1, 4),
  pseudoInputs: whole('Pseudo-inputs', 1, 5000),
  dropout: { label: 'Dropout', min: 0, max: 0.95, whole: false },
  epochs: whole('Epochs at most', 1, 1000),
  batchSize: whole('People in a batch', 1, 5000),
  learningRate: { label: 'Learning rate', min: 0.000001, max: 1, whole: false },
  klWeight: { label: 'Weight of the KL term', min: 0, max: 10, whole: false },
  l2: { label: 'Weight of the squared weights', min: 0.001, max: 1_000_000, whole: false },
  atLeast: { label: 'Liked means rated at least', min: -1000, max: 1000, whole: false },
  seed: whole('Seed', 0, 2 ** 31 - 1),
}
const names = Object.keys(fields) as (keyof Sizes)[]
const ofAll: readonly (keyof Sizes)[] = ['atLeast']
const ofEase: readonly (keyof Sizes)[] = ['l2']

/** The form in which a training is decided on. */
export function settingsForm() {
  const form = byId('settings', HTMLFormElement)
  const model = byId('preset', HTMLSelectElement)
  const inputs = new Map(names.map((name) => [name, numberInput(name)]))
  let hasValues = false
  byId('sizes', HTMLElement).append(...[...inputs.values()].map(({ row }) => row))
  model.append(...modelChoices.map(({ name }) => new Option(modelTitle(name), name)))
  model.addEventListener('change', showChoice)

  /** Says when the model is worth trying, and shows the settings that it has. */
  function showChoice(): void {
    const { name, worth, hasEpochs } = choiceOf(model.value as ModelName)
    byId('preset-note', HTMLElement).textContent = worth
    for (const row of ['gated-row', 'backend-row', 'backend-note']) byId(row, HTMLElement).hidden = !hasEpochs
    for (const size of names) {
      const isUsed = ofAll.includes(size) ? hasValues : ofEase.includes(size) ? name === 'ease' : hasEpochs
      inputs.get(size)!.row.hidden = !isUsed
    }
    const rows = [...inputs.values()].map(({ row }) => row)
    byId('more-settings', HTMLElement).hidden = rows.every(({ hidden }) => hidden)
  }

  return {
    form,
    /** Shows the form, with defaults that go with some ratings. */
    offer({ users, items, values }: Statistics): void {
      const sizes = defaultSizes(users)
      for (const name of names) inputs.get(name)!.input.value = String(sizes[name])
      hasValues = values !== undefined
      for (const option of model.options) {
        const name = option.value as ModelName
        option.disabled = !isPossible(name, items)
        option.text = `${modelTitle(name)}${option.disabled ? ' (too many titles)' : ''}`
      }
      model.value = firstChoice(items)
      showChoice()
      form.hidden = false
    },
    plan(): TrainingPlan {
      const chosen = new FormData(form)
      const sizes = Object.fromEntries(names.map((name) => [name, Number(chosen.get(name))]))
      return {
        ...(sizes as unknown as Sizes),
        model: chosen.get('model') as TrainingPlan['model'],
        gated: chosen.has('gated'),
        backend: chosen.get('backend') as TrainingPlan['backend'],
      }
    },
  }
}

function numberInput(name: keyof Sizes): { row: HTMLElement; input: HTMLInputElement } {
  const { label: text, min, max, whole } = fields[name]
  const label = document.createElement('label')
  const input = document.createElement('input')
  const id = `setting-${name}`
  Object.assign(label, { htmlFor: id, textContent: text })
  Object.assign(input, { id, name, type: 'number', required: true, min, max, step: whole ? '1' : 'any' })
  const row = document.createElement('p')
  row.className = 'field'
  row.append(label, input)
  return { row, input }
}
