import { withMermaid } from 'vitepress-plugin-mermaid'
import { foldersInLinks, inFolder } from './folders.mjs'
import { search } from './search.mjs'
import { generated } from './sidebar.mjs'

const guide = [
  {
    text: 'Guides',
    items: [
      { text: 'Start in five minutes', link: '/start/' },
      { text: 'From ratings to recommendations', link: '/guide/ratings/' },
      { text: 'Files that are read', link: '/guide/files/' },
      { text: 'From a model to a shop', link: '/guide/shop/' },
      { text: "A shop's orders", link: '/guide/orders/' },
      { text: 'Rules and filters', link: '/guide/rules/' },
      { text: 'Similar items', link: '/guide/similar-items/' },
      { text: 'Files for Python', link: '/guide/python/' },
      { text: 'Serving', link: '/guide/serving/' },
      { text: 'Retraining every night', link: '/guide/retraining/' },
      { text: 'Scoring everybody on many machines', link: '/guide/many-machines/' },
      { text: 'Data larger than memory', link: '/guide/larger-than-memory/' },
      { text: 'At scale, on paper', link: '/guide/at-scale/' },
      { text: 'Wide catalogues', link: '/guide/wide-catalogues/' },
      { text: 'Shipping', link: '/guide/shipping/' },
      { text: 'Data sets and protocols', link: '/guide/data-sets/' },
      { text: 'Comparing systems fairly', link: '/guide/comparing/' },
      { text: 'Which model for which data', link: '/guide/which-model/' },
      { text: 'Blends of models', link: '/guide/blends/' },
      { text: 'Tuning on several machines', link: '/guide/several-machines/' },
      { text: 'A VampPrior in your own VAE', link: '/guide/your-own-vae/' },
      { text: 'A new model from parts', link: '/guide/new-model/' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Commands', link: '/commands/' },
      { text: 'Options of the models', link: '/options/' },
      { text: 'Files of real publishers', link: '/files/' },
      { text: 'Results', link: '/results/' },
      { text: 'API', link: '/api/' },
    ],
  },
  {
    text: 'Understanding',
    items: [
      { text: 'The mathematics of the priors', link: '/priors/' },
      { text: 'Choosing hyper-parameters', link: '/hyper-parameters/' },
      { text: 'Performance', link: '/performance/' },
      { text: 'Fidelity to the paper', link: '/fidelity/' },
      { text: 'Architecture', link: '/architecture/' },
    ],
  },
  {
    text: 'Extending',
    items: [
      { text: 'Writing a prior', link: '/extend/prior/' },
      { text: 'Writing a layer', link: '/extend/layer/' },
      { text: 'Writing a backend', link: '/extend/backend/' },
    ],
  },
]

export default withMermaid({
  title: 'hvamp',
  description:
    'Recommendations from ratings, orders or clicks: one command, or a TypeScript library for Node and browsers.',
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  cleanUrls: true,
  rewrites: inFolder,
  mermaid: { flowchart: { htmlLabels: false } }, // the page's line height would cut HTML labels off
  markdown: {
    math: true,
    languageAlias: { mjs: 'js' },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: foldersInLinks,
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Start', link: '/start/' },
      { text: 'For a shop', link: '/guide/shop/' },
      { text: 'Commands', link: '/commands/' },
      { text: 'Results', link: '/results/' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: {
      '/': guide,
      '/commands/': generated.commands,
      '/results/': generated.commands,
      '/api/': generated.api,
    },
    outline: [2, 3],
    search: { provider: 'local', options: search },
  },
})
