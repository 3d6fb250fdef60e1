/**
 * CUBA: 4000 leaky integrate-and-fire neurons with current-based synapses, one pair in fifty connected, which keep
 * themselves active in an irregular state. Vogels and Abbott (2005), Journal of Neuroscience 25: 10786.
 */
import { Network, NeuronGroup, SpikeMonitor, Synapses } from 'spikec'

const P = new NeuronGroup(
  4000,
  `dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
   dge/dt = -ge/taue : volt
   dgi/dt = -gi/taui : volt`,
  {
    name: 'P',
    threshold: 'v > Vt',
    reset: 'v = Vr',
    refractory: '5*ms',
    method: 'exact',
    namespace: { taum: '20*ms', taue: '5*ms', taui: '10*ms', Vt: '-50*mV', Vr: '-60*mV', El: '-49*mV' },
  },
)
P.set({ v: 'Vr + rand()*(Vt - Vr)' })

const Ce = new Synapses(P, P, { name: 'Ce', on_pre: 'ge += we', namespace: { we: '1.62*mV' } })
Ce.connect({ condition: 'i < 3200', p: 0.02 })

const Ci = new Synapses(P, P, { name: 'Ci', on_pre: 'gi += wi', namespace: { wi: '-9*mV' } })
Ci.connect({ condition: 'i >= 3200', p: 0.02 })

const spikes = new SpikeMonitor(P, { name: 'spikes' })

export default new Network(P, Ce, Ci, spikes, { duration: '10*second' })
