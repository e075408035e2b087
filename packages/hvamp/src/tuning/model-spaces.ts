import type { ModelName } from '@hvamp/models/definitions'

const sizes = { hidden: '300,600', latent: '100,200' }
/** What the paper searched. */
const papers = { ...sizes, beta: '0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1' }
const neighbourhoods = { neighbours: '20,50,100,200,400', shrinkage: '0,10,50,100' }

/** What `tune` tries of each model unless it is asked for something else: values of options, by their names. */
export const modelSpaces: Readonly<Record<ModelName, Readonly<Record<string, string>>>> = {
  hvamp: papers,
  vamp: papers,
  'mult-vae': papers,
  'mult-dae': { ...sizes, dropout: '0.3,0.5,0.7' },
  recvae: { ...sizes, klPerInteraction: '0.0025,0.0035,0.005,0.007,0.01' },
  vasp: { beta: '0.01,0.03,0.1,0.3', dropout: '0.3,0.5,0.7' },
  cdae: { latent: '100,200', weightDecay: '0.01,0.1,1,10,100' },
  ials: { l2: '0.0003,0.001,0.003,0.01,0.03', unobservedWeight: '0.01,0.03,0.1,0.3,1' },
  wmf: { factors: '100,200', positiveWeight: '2,5,10,30,50,100' },
  slim: { l1: '0.1,0.5,1,5', l2: '0.1,0.5,1,5' },
  ease: { l2: '50,100,200,300,500,700,1000,2000' },
  edlae: { l2: '20,50,100,200,500,1000', dropout: '0.1,0.2,0.33,0.5,0.7' },
  rdlae: { l2: '20,50,100,200,500,1000', dropout: '0.1,0.2,0.33,0.5,0.7', diagonal: '0.1,0.3,0.5,0.7' },
  elsa: { factors: '64,128,256,512', learningRate: '0.01,0.03,0.1' },
  'item-knn': neighbourhoods,
  'user-knn': neighbourhoods,
  mf: { factors: '10,20,50', l2: '0.03,0.05,0.1,0.2' },
  autorec: { hidden: '100,300,500', weightDecay: '0.0003,0.001,0.003' },
  popularity: {},
}
