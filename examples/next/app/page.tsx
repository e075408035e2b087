import { Recommendations } from './recommendations'

export default function Page() {
  return (
    <main>
      <h1>Twice the same recommendations</h1>
      <Recommendations liked={['3', '7', '11']} />
    </main>
  )
}
