import { beforeEach, describe, expect, it } from 'vitest'

import { backOff, FIRST_WAIT, LONGEST_WAIT, type Outbox } from '../../src/offline/outbox'
import { problem, report, World } from './world'

let world: World
let outbox: Outbox

beforeEach(async () => {
  world = new World()
  outbox = await world.open()
})

const left = async () => (await world.store.items()).map((item) => item.id)

describe('what the outbox promises', () => {
  it('sends the fact before its photos, and the photos one by one', async () => {
    await outbox.add(report('r1', ['a', 'b', 'c']))
    await outbox.flush()
    expect(world.heard).toEqual(['POST /reports', 'PUT a', 'PUT b', 'PUT c'])
    expect(world.mostInFlight).toBe(1)
  })

  it('never has two uploads under way, however often it is asked', async () => {
    await Promise.all(['r1', 'r2', 'r3'].map((id) => outbox.add(report(id, [`${id}-photo`]))))
    await Promise.all([outbox.flush(), outbox.flush(true), outbox.flush()])
    await outbox.flush()
    expect(world.mostInFlight).toBe(1)
    expect(world.heard.filter((line) => line.startsWith('POST'))).toHaveLength(3)
  })

  it('removes a report only after the server has confirmed it and every photo', async () => {
    world.failPhotos = problem(503)
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    expect(await left()).toEqual(['r1'])
    expect(await world.store.photo('a')).toBeDefined()
    world.failPhotos = undefined
    await outbox.flush(true)
    expect(await left()).toEqual([])
    expect(await world.store.photo('a')).toBeUndefined()
    expect((await world.store.receipts())[0]?.answer.pickup_code).toBe('PICKUP22')
  })

  it('does not tell a fact twice once it was confirmed', async () => {
    world.failPhotos = problem(0)
    await outbox.add(report('r1', ['a', 'b']))
    await outbox.flush()
    world.failPhotos = undefined
    await outbox.flush(true)
    expect(world.heard).toEqual(['POST /reports', 'PUT a', 'probe', 'PUT a', 'PUT b'])
  })

  it('survives a closed page with text, photos and the answer so far', async () => {
    world.failPhotos = problem(0)
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    world.failPhotos = undefined
    await (await world.restart('page-2')).flush(true)
    expect(await left()).toEqual([])
    expect(world.heard.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })

  it('asks the server itself before trying again, and does not send when it is away', async () => {
    world.failWith = problem(0)
    await outbox.add(report('r1'))
    await outbox.flush()
    world.reachable = false
    await outbox.flush(true)
    expect(world.heard).toEqual(['POST /reports', 'probe'])
  })

  it('waits longer after each failure, but never longer than five minutes', () => {
    expect([1, 2, 3, 20].map((n) => backOff(n))).toEqual([FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, LONGEST_WAIT])
    expect(backOff(1, 600)).toBe(600_000)
  })

  it('tries again by itself when the time has come, not before', async () => {
    world.failWith = problem(503)
    await outbox.add(report('r1'))
    await outbox.flush()
    world.failWith = undefined
    await outbox.flush()
    expect(await left()).toEqual(['r1'])
    await world.later(FIRST_WAIT, outbox)
    expect(await left()).toEqual([])
  })

  it('tries at once when somebody opens the page, however long the pause, and remembers a press while it is busy', async () => {
    world.failPhotos = problem(0)
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    world.failPhotos = undefined
    const reopened = await world.restart('page-2')
    await Promise.all([reopened.flush(), reopened.flush(true)])
    await reopened.flush()
    expect(await left()).toEqual([])
  })

  it('pauses on 401 and goes on after signing in', async () => {
    await outbox.actAs('anna')
    world.failWith = problem(401)
    await outbox.add(report('r1', [], 'anna'))
    await outbox.flush()
    await outbox.flush(true)
    expect(world.heard.filter((line) => line.startsWith('POST'))).toHaveLength(1)
    world.failWith = undefined
    await outbox.actAs('anna')
    expect(await left()).toEqual([])
  })

  it('never sends one person’s work under another name', async () => {
    await outbox.actAs('bo')
    await outbox.add(report('r1', [], 'anna'))
    await outbox.flush(true)
    expect(world.heard).toEqual([])
    expect(await left()).toEqual(['r1'])
  })

  it('keeps what the server refused until the user gives it up', async () => {
    world.failWith = problem(422)
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    await outbox.flush(true)
    const [item] = await world.store.items()
    expect([item?.state, item?.problem?.status]).toEqual(['refused', 422])
    expect(world.heard).toHaveLength(1)
    await outbox.discard('r1')
    expect(await left()).toEqual([])
  })

  it('lets one refused photo not hold up the others, and says how many were lost', async () => {
    world.failPhotos = problem(415)
    await outbox.add(report('r1', ['a', 'b']))
    await outbox.flush()
    expect(world.heard).toEqual(['POST /reports', 'PUT a', 'PUT b'])
    expect((await world.store.receipts())[0]?.lost).toBe(2)
  })

  it('gets a new upload token by telling the same fact again', async () => {
    world.failPhotos = problem(403)
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    world.failPhotos = undefined
    await outbox.flush(true)
    expect(await left()).toEqual([])
    expect(world.heard.filter((line) => line.startsWith('POST'))).toHaveLength(2)
  })

  it('sends the same content each time; only attempt and seconds_since change', async () => {
    world.failWith = problem(0)
    await outbox.add(report('r1'))
    await outbox.flush()
    world.failWith = undefined
    world.time += 60_000
    await outbox.flush(true)
    const [first, second] = world.bodies
    expect(first).toMatchObject({ attempt: 1, seconds_since: 0 })
    expect(second).toMatchObject({ id: 'r1', danger: false, attempt: 2, seconds_since: 60 })
  })

  it('says no seconds_since after the page was closed: its clock is gone', async () => {
    world.failWith = problem(0)
    await outbox.add(report('r1'))
    await outbox.flush()
    world.failWith = undefined
    await (await world.restart('page-2')).flush(true)
    expect(world.bodies[1]).not.toHaveProperty('seconds_since')
  })

  it('never sends a draft', async () => {
    await world.store.writeDraft('report:X', { note: '围栏松了' })
    await outbox.flush(true)
    expect(world.heard).toEqual([])
    expect(await world.store.readDraft('report:X')).toEqual({ note: '围栏松了' })
  })

  it('keeps a photo that another report still needs', async () => {
    world.failWith = problem(422)
    await outbox.add(report('r1', ['same']))
    await outbox.add(report('r2', ['same']))
    await outbox.flush()
    await outbox.discard('r1')
    expect(await world.store.photo('same')).toBeDefined()
  })

  it('sends a refused item again with the answer to what the server asked, and nothing else changed', async () => {
    world.failWith = problem(422, { code: 'report_looks_confidential' })
    await outbox.add(report('r1', ['a']))
    await outbox.flush()
    expect((await world.store.items())[0]).toMatchObject({ state: 'refused', problem: { code: 'report_looks_confidential' } })
    world.failWith = undefined
    await outbox.answer('r1', { confirmed_not_personal: true })
    const [asked, answered] = world.bodies
    expect(answered).toMatchObject({ id: 'r1', danger: false, confirmed_not_personal: true })
    expect(asked).not.toHaveProperty('confirmed_not_personal')
    expect(world.heard.slice(-1)).toEqual(['PUT a'])
    expect(await left()).toEqual([])
  })
})
