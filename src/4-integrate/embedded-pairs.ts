/**
 * Runge-Kutta methods that tell their own error: explicit tableaux with a second set of weights, of another order.
 *
 * Each is advanced by the one of its two formulas that the GNU Scientific Library advances by, which the reference
 * integrates with, and its order is the one that the library's control of the step size works with.
 */

/** A whole number or a quotient of whole numbers, as its source prints it. */
export type Coefficient = string

export interface EmbeddedStage {
  /** At which part of the step. */
  readonly at: Coefficient
  /** How much of the slopes of the stages before it has been added to the state; '0' where nothing of one. */
  readonly from: readonly Coefficient[]
}

export interface EmbeddedPair {
  /** Who published it. */
  readonly about: string
  readonly stages: readonly EmbeddedStage[]
  /** How much each stage counts in the new state. */
  readonly weights: readonly Coefficient[]
  /** How much each counts in the state that it is compared with, and what the difference is multiplied with to be the error. */
  readonly compared: readonly Coefficient[]
  readonly factor: Coefficient
  readonly order: number
}

/** The value of a coefficient. */
export function numberOf(coefficient: Coefficient): number {
  const [numerator, denominator = '1'] = coefficient.split('/')
  return Number(numerator) / Number(denominator)
}

const stage = (at: Coefficient, ...from: readonly Coefficient[]): EmbeddedStage => ({ at, from })

export const RUNGE_KUTTA_2_3: EmbeddedPair = {
  about: "Kutta's method of order 3, its error told by the midpoint method (Kutta 1901)",
  stages: [stage('0'), stage('1/2', '1/2'), stage('1', '-1', '2')],
  weights: ['1/6', '2/3', '1/6'],
  compared: ['0', '1', '0'],
  factor: '1',
  order: 2,
}

/**
 * Two steps of the classical method of half the length, and their difference to one of the whole length: stages 2 to 4 are
 * the whole step's, which begins with the same slope. A fifteenth of the difference is the leading term of the error
 * (Richardson); the library takes four times as much, to be on the safe side.
 */
export const CLASSICAL_DOUBLED: EmbeddedPair = {
  about: 'the classical method of order 4, two half steps against a whole one',
  stages: [
    stage('0'),
    stage('1/2', '1/2'),
    stage('1/2', '0', '1/2'),
    stage('1', '0', '0', '1'),
    stage('1/4', '1/4'),
    stage('1/4', '0', '0', '0', '0', '1/4'),
    stage('1/2', '0', '0', '0', '0', '0', '1/2'),
    stage('1/2', '1/12', '0', '0', '0', '1/6', '1/6', '1/12'),
    stage('3/4', '1/12', '0', '0', '0', '1/6', '1/6', '1/12', '1/4'),
    stage('3/4', '1/12', '0', '0', '0', '1/6', '1/6', '1/12', '0', '1/4'),
    stage('1', '1/12', '0', '0', '0', '1/6', '1/6', '1/12', '0', '0', '1/2'),
  ],
  weights: ['1/12', '0', '0', '0', '1/6', '1/6', '1/12', '1/12', '1/6', '1/6', '1/12'],
  compared: ['1/6', '1/3', '1/3', '1/6', '0', '0', '0', '0', '0', '0', '0'],
  factor: '4/15',
  order: 4,
}

export const FEHLBERG_4_5: EmbeddedPair = {
  about: 'Fehlberg, NASA Technical Report R-315, 1969, table III: order 5, its error told by order 4',
  stages: [
    stage('0'),
    stage('1/4', '1/4'),
    stage('3/8', '3/32', '9/32'),
    stage('12/13', '1932/2197', '-7200/2197', '7296/2197'),
    stage('1', '439/216', '-8', '3680/513', '-845/4104'),
    stage('1/2', '-8/27', '2', '-3544/2565', '1859/4104', '-11/40'),
  ],
  weights: ['16/135', '0', '6656/12825', '28561/56430', '-9/50', '2/55'],
  compared: ['25/216', '0', '1408/2565', '2197/4104', '-1/5', '0'],
  factor: '1',
  order: 5,
}

export const CASH_KARP_4_5: EmbeddedPair = {
  about: 'Cash & Karp, ACM Transactions on Mathematical Software 16, 1990: order 5, its error told by order 4',
  stages: [
    stage('0'),
    stage('1/5', '1/5'),
    stage('3/10', '3/40', '9/40'),
    stage('3/5', '3/10', '-9/10', '6/5'),
    stage('1', '-11/54', '5/2', '-70/27', '35/27'),
    stage('7/8', '1631/55296', '175/512', '575/13824', '44275/110592', '253/4096'),
  ],
  weights: ['37/378', '0', '250/621', '125/594', '0', '512/1771'],
  compared: ['2825/27648', '0', '18575/48384', '13525/55296', '277/14336', '1/4'],
  factor: '1',
  order: 5,
}

export const PRINCE_DORMAND_8_7: EmbeddedPair = {
  about:
    'Prince & Dormand, Journal of Computational and Applied Mathematics 7, 1981, RK8(7)13M: order 8, its error told by order 7',
  stages: [
    stage('0'),
    stage('1/18', '1/18'),
    stage('1/12', '1/48', '1/16'),
    stage('1/8', '1/32', '0', '3/32'),
    stage('5/16', '5/16', '0', '-75/64', '75/64'),
    stage('3/8', '3/80', '0', '0', '3/16', '3/20'),
    stage(
      '59/400',
      '29443841/614563906',
      '0',
      '0',
      '77736538/692538347',
      '-28693883/1125000000',
      '23124283/1800000000',
    ),
    stage(
      '93/200',
      ...['16016141/946692911', '0', '0', '61564180/158732637', '22789713/633445777', '545815736/2771057229'],
      '-180193667/1043307555',
    ),
    stage(
      '5490023248/9719169821',
      ...['39632708/573591083', '0', '0', '-433636366/683701615', '-421739975/2616292301', '100302831/723423059'],
      ...['790204164/839813087', '800635310/3783071287'],
    ),
    stage(
      '13/20',
      ...['246121993/1340847787', '0', '0', '-37695042795/15268766246', '-309121744/1061227803'],
      ...['-12992083/490766935', '6005943493/2108947869', '393006217/1396673457', '123872331/1001029789'],
    ),
    stage(
      '1201146811/1299019798',
      ...['-1028468189/846180014', '0', '0', '8478235783/508512852', '1311729495/1432422823'],
      ...['-10304129995/1701304382', '-48777925059/3047939560', '15336726248/1032824649', '-45442868181/3398467696'],
      '3065993473/597172653',
    ),
    stage(
      '1',
      ...['185892177/718116043', '0', '0', '-3185094517/667107341', '-477755414/1098053517', '-703635378/230739211'],
      ...['5731566787/1027545527', '5232866602/850066563', '-4093664535/808688257', '3962137247/1805957418'],
      '65686358/487910083',
    ),
    stage(
      '1',
      ...['403863854/491063109', '0', '0', '-5068492393/434740067', '-411421997/543043805', '652783627/914296604'],
      ...['11173962825/925320556', '-13158990841/6184727034', '3936647629/1978049680', '-160528059/685178525'],
      '248638103/1413531060',
    ),
  ],
  weights: [
    ...['14005451/335480064', '0', '0', '0', '0', '-59238493/1068277825', '181606767/758867731'],
    ...['561292985/797845732', '-1041891430/1371343529', '760417239/1151165299', '118820643/751138087'],
    ...['-528747749/2220607170', '1/4'],
  ],
  compared: [
    ...['13451932/455176623', '0', '0', '0', '0', '-808719846/976000145', '1757004468/5645159321'],
    ...['656045339/265891186', '-3867574721/1518517206', '465885868/322736535', '53011238/667516719', '2/45', '0'],
  ],
  factor: '1',
  order: 8,
}
