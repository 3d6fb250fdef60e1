import { refuseAssigned } from './assigned.js'
import type { ModelObject } from './object.js'
import { checkTexts } from './options.js'
import type { EventMonitorSpec } from './spec.js'
import { SpikeMonitor, type SpikeMonitorOptions } from './spike-monitor.js'

/** Records to which neuron of a group an event happens when: one of the group's `events`. */
export class EventMonitor extends SpikeMonitor {
  static {
    refuseAssigned(EventMonitor.prototype, false)
  }

  override readonly defaultName: string = 'eventmonitor'

  /** @param event the name of one of the group's `events` */
  constructor(
    source: SpikeMonitor['source'],
    readonly event: string,
    options: SpikeMonitorOptions = {},
  ) {
    super(source, options)
    checkTexts({ event: event ?? null }, ['event'], 'EventMonitor')
  }

  override toSpec(name: string, nameOf: (object: ModelObject) => string): EventMonitorSpec {
    return { ...super.toSpec(name, nameOf), kind: 'EventMonitor', event: this.event }
  }
}
