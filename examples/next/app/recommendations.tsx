'use client'
import { modelFromFiles, useBackend as startBackend } from 'hvamp'
import { useEffect, useState } from 'react'
import { recommended } from './recommended'

interface Answer {
  backend: string
  items: string[]
}

/** Recommends in the visitor's browser, by the files of the model. */
async function inBrowser(liked: readonly string[]): Promise<Answer> {
  const { name: backend } = await startBackend()
  const model = await modelFromFiles(async (name) => {
    const response = await fetch(`/model/${name}`)
    return new Uint8Array(await response.arrayBuffer())
  })
  return { backend, items: await recommended(model, liked) }
}

async function onServer(liked: readonly string[]): Promise<Answer> {
  const query = new URLSearchParams(liked.map((item) => ['item', item]))
  const response = await fetch(`/api/recommendations?${query}`)
  return response.json()
}

export function Recommendations({ liked }: { liked: readonly string[] }) {
  const [answers, setAnswers] = useState<{ place: string; answer: Answer }[]>([])
  useEffect(() => {
    const add = (place: string) => (answer: Answer) => setAnswers((all) => [...all, { place, answer }])
    onServer(liked).then(add('server'))
    inBrowser(liked).then(add('browser'))
  }, [liked])
  return (
    <ul>
      {answers.map(({ place, answer }) => (
        <li key={place} id={place}>
          {place} ({answer.backend}): {answer.items.join(', ')}
        </li>
      ))}
    </ul>
  )
}
