/** Every string of a model with its name in messages, and where in the model it is. */
import type {
  EquationsSpec,
  GroupSpec,
  ModelSpec,
  Namespace,
  OperationSpec,
  PathwaySpec,
  SpikesSpec,
} from '../model/spec.js'

/** The way through a model's JSON: `['objects', 0, 'threshold']`. */
export type Path = readonly (string | number)[]

export interface ModelString {
  readonly text: string
  /** What diagnostics call it: the role of their source. */
  readonly role: string
  readonly path: Path
  /** It is the name at the end of the path, not what is given for it. */
  readonly isKey: boolean
  /** The variable that set() gives this value. */
  readonly variable?: string
}

/**
 * The roles are those that the stages give to their sources; a test goes through all kinds of wrong models to see that each
 * source is found here.
 */
export function stringsOf(spec: ModelSpec): readonly ModelString[] {
  const found: ModelString[] = []
  const add = (text: unknown, role: string, path: Path, isKey = false, variable?: string): void => {
    if (typeof text === 'string') found.push({ text, role, path, isKey, ...(variable !== undefined && { variable }) })
  }
  const addNamespace = (namespace: Namespace | undefined, owner: string, path: Path): void => {
    for (const [name, value] of Object.entries(namespace ?? {})) {
      const at = [...path, name]
      add(name, `the namespace of ${owner}`, at, true)
      add(value, `\`${name}\` in the namespace of ${owner}`, at)
      if (typeof value === 'string') add(value.trim(), `the constant ${name}`, at)
      if (typeof value !== 'object') continue
      if (value.kind === 'matrix') {
        add(value.unit, `the unit of \`${name}\``, [...at, 'unit'])
        continue
      }
      if (value.kind === 'timed-array') {
        add(value.values.unit, `the unit of \`${name}\``, [...at, 'unit'])
        add(value.dt, `\`dt\` of \`${name}\` in the namespace of ${owner}`, [...at, 'dt'])
        continue
      }
      const role = `the function \`${name}\` in the namespace of ${owner}`
      add(value.expression, role, [...at, 'expression'])
      add(value.returns, `what ${role} returns`, [...at, 'returns'])
      for (const [argument, unit] of Object.entries(value.arguments))
        add(unit, `the unit of \`${argument}\` of ${role}`, [...at, 'arguments', argument])
    }
  }
  const addEquations = (model: EquationsSpec | undefined, owner: string, path: Path): void => {
    if (typeof model === 'string') add(model, `the equations of ${owner}`, path)
    if (typeof model !== 'object') return
    for (const [k, { text, replace = {} }] of model.entries()) {
      const role = model.length === 1 ? `the equations of ${owner}` : `the equations of ${owner}, part ${k + 1}`
      add(text, role, [...path, k, 'text'])
      for (const [name, value] of Object.entries(replace))
        add(value, `what \`${name}\` stands for in ${role}`, [...path, k, 'replace', name])
    }
  }
  /** `plain` is the pathway that goes without a name. */
  const addPathways = (spec: PathwaySpec | undefined, role: string, plain: 'pre' | 'post', path: Path): void => {
    if (typeof spec === 'string') add(spec, role, path)
    if (typeof spec !== 'object') return
    for (const [pathway, text] of Object.entries(spec))
      add(text, pathway === plain ? role : `${role} (${pathway})`, [...path, pathway])
  }
  const addOperations = (operations: readonly OperationSpec[] = [], owner: string, path: Path): void => {
    for (const [k, { code, dt }] of operations.entries()) {
      const role =
        operations.length === 1 ? `run_regularly() of ${owner}` : `run_regularly() of ${owner}, number ${k + 1}`
      add(code, role, [...path, k, 'code'])
      add(dt, `\`dt\` of ${role}`, [...path, k, 'dt'])
    }
  }
  const addMethod = (
    { method, method_options }: Pick<GroupSpec, 'method' | 'method_options'>,
    owner: string,
    path: Path,
  ) => {
    if (typeof method === 'object') add(method.text, `the scheme of ${owner}`, [...path, 'method', 'text'])
    else add(method, `the method of ${owner}`, [...path, 'method'])
    addErrors(method_options?.absolute_error_per_variable, owner, [...path, 'method_options'])
  }
  const addErrors = (errors: Readonly<Record<string, string | number>> = {}, owner: string, path: Path): void => {
    for (const [variable, error] of Object.entries(errors)) {
      const place = [...path, 'absolute_error_per_variable', variable]
      add(variable, `absolute_error_per_variable of ${owner}`, place, true)
      add(error, `the absolute error of ${variable} of ${owner}`, place)
    }
  }
  const addSpikes = ({ times, period }: SpikesSpec, owner: string, path: Path): void => {
    add(period, `the period of ${owner}`, [...path, 'period'])
    if ('kind' in times) add(times.unit, `the unit of the spike times of ${owner}`, [...path, 'times', 'unit'])
    else for (const [k, text] of times.entries()) add(text, `the spike times of ${owner}`, [...path, 'times', k])
  }
  for (const option of ['dt', 'duration'] as const) add(spec[option], `\`${option}\` of the network`, [option])
  addNamespace(spec.namespace, 'the network', ['namespace'])
  for (const [k, object] of spec.objects.entries()) {
    const path = ['objects', k]
    const { name } = object
    switch (object.kind) {
      case 'NeuronGroup':
        addEquations(object.model, name, [...path, 'model'])
        addOperations(object.operations, name, [...path, 'operations'])
        add(object.threshold, `the threshold of ${name}`, [...path, 'threshold'])
        add(object.reset, `the reset of ${name}`, [...path, 'reset'])
        for (const [event, given] of Object.entries(object.events ?? {})) {
          const at = [...path, 'events', event]
          const role = `the event ${event} of ${name}`
          if (typeof given === 'string') add(given, role, at)
          else add(given.condition, role, [...at, 'condition'])
        }
        for (const [variable, link] of Object.entries(object.links ?? {}))
          add(link.variable, `what \`${variable}\` of ${name} is linked to`, [...path, 'links', variable, 'variable'])
        for (const [n, given] of (object.run_on_event ?? []).entries())
          add(given.code, `run_on_event() of ${name} (${given.event}), number ${n + 1}`, [
            ...path,
            'run_on_event',
            n,
            'code',
          ])
        add(object.refractory, `the refractory period of ${name}`, [...path, 'refractory'])
        addMethod(object, name, path)
        addNamespace(object.namespace, name, [...path, 'namespace'])
        break
      case 'PoissonGroup':
        add(object.rates, `the rates of ${name}`, [...path, 'rates'])
        if (typeof object.rates === 'object')
          add(object.rates.unit, 'the unit of the values of `rates`', [...path, 'rates', 'unit'])
        addOperations(object.operations, name, [...path, 'operations'])
        addNamespace(object.namespace, name, [...path, 'namespace'])
        break
      case 'PoissonInput':
        add(object.variable, `the variable of ${name}`, [...path, 'variable'])
        add(object.rate, `the rate of ${name}`, [...path, 'rate'])
        add(String(object.weight), `the weight of ${name}`, [...path, 'weight'])
        addNamespace(object.namespace, name, [...path, 'namespace'])
        break
      case 'SpikeGeneratorGroup':
        addSpikes(object, name, path)
        break
      case 'Synapses':
        addEquations(object.model, name, [...path, 'model'])
        addOperations(object.operations, name, [...path, 'operations'])
        addPathways(object.on_pre, `on_pre of ${name}`, 'pre', [...path, 'on_pre'])
        addPathways(object.on_post, `on_post of ${name}`, 'post', [...path, 'on_post'])
        addPathways(object.on_event, `on_event of ${name}`, 'pre', [...path, 'on_event'])
        addPathways(object.delay, `the delay of ${name}`, 'pre', [...path, 'delay'])
        add(object.multisynaptic_index, `multisynaptic_index of ${name}`, [...path, 'multisynaptic_index'])
        addMethod(object, name, path)
        addNamespace(object.namespace, name, [...path, 'namespace'])
        break
      case 'StateMonitor':
      case 'SpikeMonitor':
      case 'EventMonitor':
      case 'NetworkOperation':
      case 'PopulationRateMonitor':
        break
    }
    if ('dt' in object) add(object.dt, `\`dt\` of ${name}`, [...path, 'dt'])
    if ('variables' in object) {
      for (const [n, text] of (object.variables ?? []).entries())
        add(text, `the variables of ${name}`, [...path, 'variables', n])
    }
  }
  for (const [k, action] of spec.actions.entries()) {
    const { target } = action
    const path = ['setup', k]
    if (action.kind === 'connect') {
      const { condition, p, n, i, j, nonzero } = action.rule
      add(i, `i of connect() of ${target}`, [...path, 'rule', 'i'])
      add(j, `j of connect() of ${target}`, [...path, 'rule', 'j'])
      add(condition, `the condition of connect() of ${target}`, [...path, 'rule', 'condition'])
      add(p, `p of connect() of ${target}`, [...path, 'rule', 'p'])
      add(n, `n of connect() of ${target}`, [...path, 'rule', 'n'])
      add(nonzero, `nonzero of connect() of ${target}`, [...path, 'rule', 'nonzero'])
      continue
    }
    if (action.kind === 'set_spikes') {
      addSpikes(action, target, path)
      continue
    }
    const { variable, value, where } = action
    add(variable, `set() of ${target}`, [...path, 'variable'])
    add(
      typeof value === 'number' ? String(value) : value,
      `the value of \`${variable}\` of ${target}`,
      [...path, 'value'],
      false,
      variable,
    )
    add(where, `where of \`${variable}\` of ${target}`, [...path, 'where'])
    if (typeof value === 'object')
      add(value.unit, `the unit of the values of \`${variable}\``, [...path, 'value', 'unit'], false, variable)
  }
  return found
}
