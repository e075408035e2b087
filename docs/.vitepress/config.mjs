import { withMermaid } from 'vitepress-plugin-mermaid'

const guide = [
  {
    text: 'Guides',
    items: [
      { text: 'Start in five minutes', link: '/start' },
      { text: 'From ratings to recommendations', link: '/guide/ratings' },
      { text: 'Data sets and protocols', link: '/guide/data-sets' },
      { text: 'A VampPrior in your own VAE', link: '/guide/your-own-vae' },
      { text: 'A new model out of parts', link: '/guide/new-model' },
      { text: 'Shipping', link: '/guide/shipping' },
    ],
  },
  {
    text: 'Understanding',
    items: [
      { text: 'The mathematics of the priors', link: '/priors' },
      { text: 'Choosing hyper-parameters', link: '/hyper-parameters' },
      { text: 'Performance', link: '/performance' },
      { text: 'Fidelity to the paper', link: '/fidelity' },
      { text: 'Architecture', link: '/architecture' },
    ],
  },
  {
    text: 'Extending',
    items: [
      { text: 'Writing a prior', link: '/extend/prior' },
      { text: 'Writing a layer', link: '/extend/layer' },
      { text: 'Writing a backend', link: '/extend/backend' },
    ],
  },
]

export default withMermaid({
  title: 'hvamp',
  description: 'Collaborative filtering with variational autoencoders: VampPrior, hierarchy and gates.',
  cleanUrls: true,
  mermaid: { flowchart: { htmlLabels: false } }, // the page's line height would cut HTML labels off
  markdown: { math: true, languageAlias: { mjs: 'js' } },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Priors', link: '/priors' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: { '/': guide, '/api/': [{ text: 'API', link: '/api/' }, ...guide] },
    outline: [2, 3],
    search: { provider: 'local' },
  },
})
