import type { PbfWriter } from 'pbf'
import type { Attribute, Constant, ElementType, GraphContent, Node, Port, Values } from './graph'

/** Operators as version 18 of ONNX defines them, which onnxruntime has known since 1.14. */
const opset = 18

const irVersion = 8 // of ONNX 1.13, the first with this opset
const mostBytes = 2 ** 31 - 1 // of a message of protocol buffers

/** Numbers of element types and attribute types in onnx.proto: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const elementTypes: Readonly<Record<ElementType, number>> = { float: 1, int64: 7, bool: 9, double: 11 }
const attributeTypes = { integer: 2, text: 3, graph: 5, integers: 7 }

/** A graph, and what a file says of it. */
export interface OnnxContent {
  readonly graph: GraphContent
  /** The program that made the file. */
  readonly producer: string
  readonly description: string
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * A graph as the bytes of an ONNX file.
 *
 * Values of constants are copied once, into the result.
 *
 * @throws if the file would have 2 GiB or more, which protocol buffers cannot have
 */
export async function encodeOnnx({
  graph,
  producer,
  description,
  metadata,
}: OnnxContent): Promise<Uint8Array> {
  const { PbfWriter } = await import('pbf')
  const encoded = (write: (pbf: PbfWriter) => void): Uint8Array => {
    const pbf = new PbfWriter()
    write(pbf)
    return pbf.finish()
  }
  const constants = graph.constants.flatMap((constant) => {
    const values = bytesOf(constant.values)
    const message = encoded((pbf) => {
      writeTensorHead(constant, pbf)
      writeHead(pbf, 9, values.length)
    })
    return [encoded((pbf) => writeHead(pbf, 5, message.length + values.length)), message, values]
  })
  const inGraph = [encoded((pbf) => writeGraph({ ...graph, constants: [] }, pbf)), ...constants]
  const parts = [
    encoded((pbf) => {
      pbf.writeVarintField(1, irVersion)
      pbf.writeStringField(2, producer)
      pbf.writeStringField(6, description)
      pbf.writeMessage(8, writeOpset, opset)
      for (const entry of Object.entries(metadata)) pbf.writeMessage(14, writeEntry, entry)
      writeHead(pbf, 7, lengthOf(inGraph))
    }),
    ...inGraph,
  ]
  const length = lengthOf(parts)
  if (length > mostBytes) {
    throw new Error(`encodeOnnx: an ONNX file must be at most ${mostBytes} bytes long, got ${length}`)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0)

const bytesOf = ({ buffer, byteOffset, byteLength }: Values) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)

/** What stands before a field of bytes. */
function writeHead(pbf: PbfWriter, field: number, length: number): void {
  pbf.writeTag(field, 2)
  pbf.writeVarint(length)
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, '') // of ONNX itself
  pbf.writeVarintField(2, version)
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key)
  pbf.writeStringField(2, value)
}

function writeGraph({ name, nodes, constants, inputs, outputs }: GraphContent, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node)
  pbf.writeStringField(2, name)
  for (const constant of constants) pbf.writeMessage(5, writeTensor, constant)
  for (const port of inputs) pbf.writeMessage(11, writePort, port)
  for (const port of outputs) pbf.writeMessage(12, writePort, port)
}

function writeNode({ type, inputs, outputs, attributes }: Node, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input)
  for (const output of outputs) pbf.writeStringField(2, output)
  pbf.writeStringField(4, type)
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute)
}

function writeAttribute([name, value]: readonly [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name)
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value)
    pbf.writeVarintField(20, attributeTypes.integer)
  } else if (typeof value === 'string') {
    pbf.writeBytesField(4, new TextEncoder().encode(value))
    pbf.writeVarintField(20, attributeTypes.text)
  } else if ('nodes' in value) {
    pbf.writeMessage(6, writeGraph, value)
    pbf.writeVarintField(20, attributeTypes.graph)
  } else {
    for (const integer of value) pbf.writeVarintField(8, integer)
    pbf.writeVarintField(20, attributeTypes.integers)
  }
}

function writeTensor(constant: Constant, pbf: PbfWriter): void {
  writeTensorHead(constant, pbf)
  pbf.writeBytesField(9, bytesOf(constant.values))
}

function writeTensorHead({ name, shape, values }: Constant, pbf: PbfWriter): void {
  for (const length of shape) pbf.writeVarintField(1, length)
  pbf.writeVarintField(2, elementTypes[typeOf(values)])
  pbf.writeStringField(8, name)
}

function typeOf(values: Values): ElementType {
  if (values instanceof Float32Array) return 'float'
  return values instanceof Float64Array ? 'double' : 'int64'
}

function writePort({ name, type, shape }: Port, pbf: PbfWriter): void {
  pbf.writeStringField(1, name)
  pbf.writeMessage(
    2,
    (_, pbf) =>
      pbf.writeMessage(
        1,
        (_, pbf) => {
          pbf.writeVarintField(1, elementTypes[type])
          pbf.writeMessage(2, writeShape, shape)
        },
        undefined,
      ),
    undefined,
  )
}

function writeShape(shape: Port['shape'], pbf: PbfWriter): void {
  for (const length of shape) {
    pbf.writeMessage(
      1,
      (_, pbf) => {
        if (typeof length === 'number') pbf.writeVarintField(1, length)
        else pbf.writeStringField(2, length)
      },
      undefined,
    )
  }
}
