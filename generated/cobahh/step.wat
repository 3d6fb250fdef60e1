(module
  ;; where arrays stand in memory, in bytes
  ;;       1344  P.v: 4000 f64
  ;;      33344  P.m: 4000 f64
  ;;      65344  P.n: 4000 f64
  ;;      97344  P.h: 4000 f64
  ;;     129344  P.ge: 4000 f64
  ;;     161344  P.gi: 4000 f64
  ;;     193344  P:lastspikeStep: 4000 f64
  ;;     225344  P:spikes: 4000 i32
  ;;     241344  P:spikeCount: 1 i32
  ;;     241408  Ce:rowStart: 4001 u32
  ;;      later  Ce:target: u16
  ;;     257472  Ci:rowStart: 4001 u32
  ;;      later  Ci:target: u16
  ;;     273536  spikes:counts: 4000 i32
  ;;     289536  spikes:recorded: 1 i32
  ;;     289600  spikes:i: 65536 i32
  ;;     551744  spikes:step: 65536 f64

  (import "simulation" "memory" (memory 1))
  (import "address" "Ce:target" (global $Ce:target i32))
  (import "address" "Ci:target" (global $Ci:target i32))
  (export "update_P" (func $update_P))
  (export "record_spikes" (func $record_spikes))
  (export "deliver_Ce" (func $deliver_Ce))
  (export "deliver_Ci" (func $deliver_Ci))
  (export "flush_P" (func $flush_P))

  ;; Runs the steps from $first to before $end; stops earlier where a recorder is full, and says where.
  (func (export "run") (param $first f64) (param $end f64) (result f64)
    (local $step f64)
    (local.set $step (local.get $first))
    (block $stopped
      (loop $steps
        (br_if $stopped (f64.ge (local.get $step) (local.get $end)))
        (br_if $stopped (i32.gt_s (i32.load offset=289536 (i32.const 0)) (i32.const 61536)))
        (call $update_P (local.get $step))
        (call $record_spikes (local.get $step))
        (call $deliver_Ce (local.get $step))
        (call $deliver_Ci (local.get $step))
        (if (i64.eqz (i64.rem_u (i64.trunc_sat_f64_u (local.get $step)) (i64.const 64))) (then (call $flush_P (f64.div (local.get $step) (f64.const 64)))))
        (local.set $step (f64.add (local.get $step) (f64.const 1)))
        (br $steps)))
    (local.get $step)
  )

  ;; The same for one element.
  (func $update_P.one (param $i i32) (param $ring_slot i32) (param $step f64)
    (local $v f64) (local $ge f64) (local $gi f64) (local $m f64) (local $h f64) (local $n f64) (local $u f64)
    (local $VT f64) (local $alpha_m f64) (local $beta_m f64) (local $alpha_n f64) (local $beta_n f64)
    (local $alpha_h f64) (local $beta_h f64) (local $v_common_2 f64) (local $v_constant_2 f64)
    (local $v_common_4 f64) (local $v_common_3 f64) (local $v_constant_3 f64) (local $v_common f64)
    (local $v_constant f64) (local $v_constant_4 f64) (local $v_new f64) (local $v_constant_5 f64) (local $Ee f64)
    (local $Ei f64) (local $v_constant_6 f64) (local $v_constant_7 f64) (local $m_common f64) (local $n_common f64)
    (local $h_common f64) (local $P.ge_constant f64) (local $P.ge_constant_2 f64) (local $P.gi_constant f64)
    (local $P.gi_constant_2 f64) (local $P.refractory_steps f64)
    (local $count i32)
    (local.set $VT (f64.load offset=96 (i32.const 0)))
    (local.set $v_constant_2 (f64.load offset=208 (i32.const 0)))
    (local.set $v_constant_3 (f64.load offset=216 (i32.const 0)))
    (local.set $v_constant (f64.load offset=200 (i32.const 0)))
    (local.set $v_constant_4 (f64.load offset=224 (i32.const 0)))
    (local.set $v_constant_5 (f64.load offset=232 (i32.const 0)))
    (local.set $Ee (f64.load offset=104 (i32.const 0)))
    (local.set $Ei (f64.load offset=112 (i32.const 0)))
    (local.set $v_constant_6 (f64.load offset=240 (i32.const 0)))
    (local.set $v_constant_7 (f64.load offset=248 (i32.const 0)))
    (local.set $P.ge_constant (f64.load offset=256 (i32.const 0)))
    (local.set $P.ge_constant_2 (f64.load offset=264 (i32.const 0)))
    (local.set $P.gi_constant (f64.load offset=272 (i32.const 0)))
    (local.set $P.gi_constant_2 (f64.load offset=280 (i32.const 0)))
    (local.set $P.refractory_steps (f64.load offset=192 (i32.const 0)))
    (local.set $v (f64.load offset=1344 (i32.shl (local.get $i) (i32.const 3))))
    (local.set $ge (f64.load offset=129344 (i32.shl (local.get $i) (i32.const 3))))
    (local.set $gi (f64.load offset=161344 (i32.shl (local.get $i) (i32.const 3))))
    (local.set $m (f64.load offset=33344 (i32.shl (local.get $i) (i32.const 3))))
    (local.set $h (f64.load offset=97344 (i32.shl (local.get $i) (i32.const 3))))
    (local.set $n (f64.load offset=65344 (i32.shl (local.get $i) (i32.const 3))))
    ;; u = (v - VT)/mV
    (local.set $u (f64.mul (f64.sub (local.get $v) (local.get $VT)) (f64.const 1000)))
    ;; alpha_m = 0.32*4/exprel((13 - u)/4)/ms
    (local.set $alpha_m
      (f64.mul
        (f64.div (f64.const 1.28) (call $exprel (f64.mul (f64.sub (f64.const 13) (local.get $u)) (f64.const 0.25))))
        (f64.const 1000)))
    ;; beta_m = 0.28*5/exprel((u - 40)/5)/ms
    (local.set $beta_m
      (f64.mul
        (f64.div
          (f64.const 1.4000000000000001)
          (call $exprel (f64.mul (f64.sub (local.get $u) (f64.const 40)) (f64.const 0.2))))
        (f64.const 1000)))
    ;; alpha_n = 0.032*5/exprel((15 - u)/5)/ms
    (local.set $alpha_n
      (f64.mul
        (f64.div (f64.const 0.16) (call $exprel (f64.mul (f64.sub (f64.const 15) (local.get $u)) (f64.const 0.2))))
        (f64.const 1000)))
    ;; beta_n = 0.5*exp((10 - u)/40)/ms
    (local.set $beta_n
      (f64.mul
        (f64.mul (f64.const 0.5) (call $exp (f64.mul (f64.sub (f64.const 10) (local.get $u)) (f64.const 0.025))))
        (f64.const 1000)))
    ;; alpha_h = 0.128*exp((17 - u)/18)/ms
    (local.set $alpha_h
      (f64.mul
        (f64.mul
          (f64.const 0.128)
          (call $exp (f64.mul (f64.sub (f64.const 17) (local.get $u)) (f64.const 0.05555555555555555))))
        (f64.const 1000)))
    ;; beta_h = 4/(1 + exp((40 - u)/5))/ms
    (local.set $beta_h
      (f64.mul
        (f64.div
          (f64.const 4)
          (f64.add (f64.const 1) (call $exp (f64.mul (f64.sub (f64.const 40) (local.get $u)) (f64.const 0.2)))))
        (f64.const 1000)))
    (local.set $v_common_2
      (f64.mul
        (f64.mul (local.get $v_constant_2) (f64.mul (f64.mul (local.get $m) (local.get $m)) (local.get $m)))
        (local.get $h)))
    (local.set $v_common_4 (f64.mul (local.get $n) (local.get $n)))
    (local.set $v_common_3
      (f64.mul (local.get $v_constant_3) (f64.mul (local.get $v_common_4) (local.get $v_common_4))))
    (local.set $v_common
      (f64.mul
        (f64.sub
          (f64.sub (f64.sub (f64.sub (local.get $v_constant) (local.get $ge)) (local.get $gi)) (local.get $v_common_2))
          (local.get $v_common_3))
        (local.get $v_constant_4)))
    ;; dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - g_na*m**3*h*(v - ENa) - g_kd*n**4*(v - EK))/Cm : volt
    (local.set $v_new
      (f64.add
        (local.get $v)
        (f64.mul
          (f64.mul
            (f64.add
              (f64.mul (local.get $v_common) (local.get $v))
              (f64.mul
                (f64.sub
                  (f64.sub
                    (f64.add
                      (f64.add (local.get $v_constant_5) (f64.mul (local.get $ge) (local.get $Ee)))
                      (f64.mul (local.get $gi) (local.get $Ei)))
                    (f64.mul (local.get $v_common_2) (local.get $v_constant_6)))
                  (f64.mul (local.get $v_common_3) (local.get $v_constant_7)))
                (local.get $v_constant_4)))
            (f64.const 0.0001))
          (call $exprel (f64.mul (local.get $v_common) (f64.const 0.0001))))))
    (f64.store offset=1344 (i32.shl (local.get $i) (i32.const 3)) (local.get $v_new))
    (local.set $m_common (f64.sub (f64.neg (local.get $alpha_m)) (local.get $beta_m)))
    ;; dm/dt = alpha_m*(1 - m) - beta_m*m : 1
    (f64.store offset=33344
      (i32.shl (local.get $i) (i32.const 3))
      (f64.add
        (local.get $m)
        (f64.mul
          (f64.mul (f64.add (f64.mul (local.get $m_common) (local.get $m)) (local.get $alpha_m)) (f64.const 0.0001))
          (call $exprel (f64.mul (local.get $m_common) (f64.const 0.0001))))))
    (local.set $n_common (f64.sub (f64.neg (local.get $alpha_n)) (local.get $beta_n)))
    ;; dn/dt = alpha_n*(1 - n) - beta_n*n : 1
    (f64.store offset=65344
      (i32.shl (local.get $i) (i32.const 3))
      (f64.add
        (local.get $n)
        (f64.mul
          (f64.mul (f64.add (f64.mul (local.get $n_common) (local.get $n)) (local.get $alpha_n)) (f64.const 0.0001))
          (call $exprel (f64.mul (local.get $n_common) (f64.const 0.0001))))))
    (local.set $h_common (f64.sub (f64.neg (local.get $alpha_h)) (local.get $beta_h)))
    ;; dh/dt = alpha_h*(1 - h) - beta_h*h : 1
    (f64.store offset=97344
      (i32.shl (local.get $i) (i32.const 3))
      (f64.add
        (local.get $h)
        (f64.mul
          (f64.mul (f64.add (f64.mul (local.get $h_common) (local.get $h)) (local.get $alpha_h)) (f64.const 0.0001))
          (call $exprel (f64.mul (local.get $h_common) (f64.const 0.0001))))))
    ;; dge/dt = -ge/taue : siemens
    (f64.store offset=129344
      (i32.shl (local.get $i) (i32.const 3))
      (f64.add
        (local.get $ge)
        (f64.mul
          (f64.mul (f64.mul (local.get $P.ge_constant) (local.get $ge)) (f64.const 0.0001))
          (local.get $P.ge_constant_2))))
    ;; dgi/dt = -gi/taui : siemens
    (f64.store offset=161344
      (i32.shl (local.get $i) (i32.const 3))
      (f64.add
        (local.get $gi)
        (f64.mul
          (f64.mul (f64.mul (local.get $P.gi_constant) (local.get $gi)) (f64.const 0.0001))
          (local.get $P.gi_constant_2))))
    ;; threshold: v > -20*mV
    (if
      (i32.and
        (f64.gt (local.get $v_new) (f64.const -0.02))
        (f64.le
          (f64.load offset=193344 (i32.shl (local.get $i) (i32.const 3)))
          (f64.sub (local.get $step) (local.get $P.refractory_steps))))
      (then
        (local.set $count (i32.load offset=241344 (i32.shl (local.get $ring_slot) (i32.const 2))))
        (i32.store offset=225344 (i32.shl (local.get $count) (i32.const 2)) (local.get $i))
        (i32.store offset=241344 (i32.shl (local.get $ring_slot) (i32.const 2)) (i32.add (local.get $count) (i32.const 1)))
        (f64.store offset=193344 (i32.shl (local.get $i) (i32.const 3)) (local.get $step))))
  )

  ;; The equations of P, one step on (exponential_euler). Which neurons of P spike.
  (func $update_P (param $step f64)
    (local $slot i32) (local $i i32) (local $count i32) (local $count_2 i32)
    (local $v v128) (local $ge v128) (local $gi v128) (local $m v128) (local $h v128) (local $n v128)
    (local $VT.all v128) (local $u v128) (local $exprel.x v128) (local $rare v128) (local $exprel.n v128)
    (local $exprel.near v128) (local $exprel.rest v128) (local $exprel.r v128) (local $exprel.r2 v128)
    (local $exprel.r4 v128) (local $exprel.q v128) (local $exprel.scale v128) (local $alpha_m v128)
    (local $exprel.x_2 v128) (local $exprel.n_2 v128) (local $exprel.near_2 v128) (local $exprel.rest_2 v128)
    (local $exprel.r_2 v128) (local $exprel.r2_2 v128) (local $exprel.r4_2 v128) (local $exprel.q_2 v128)
    (local $exprel.scale_2 v128) (local $beta_m v128) (local $exprel.x_3 v128) (local $exprel.n_3 v128)
    (local $exprel.near_3 v128) (local $exprel.rest_3 v128) (local $exprel.r_3 v128) (local $exprel.r2_3 v128)
    (local $exprel.r4_3 v128) (local $exprel.q_3 v128) (local $exprel.scale_3 v128) (local $alpha_n v128)
    (local $exp.x v128) (local $exp.n v128) (local $exp.near v128) (local $exp.rest v128) (local $exp.r v128)
    (local $exp.r2 v128) (local $exp.r4 v128) (local $exp.q v128) (local $beta_n v128) (local $exp.x_2 v128)
    (local $exp.n_2 v128) (local $exp.near_2 v128) (local $exp.rest_2 v128) (local $exp.r_2 v128)
    (local $exp.r2_2 v128) (local $exp.r4_2 v128) (local $exp.q_2 v128) (local $alpha_h v128) (local $exp.x_3 v128)
    (local $exp.n_3 v128) (local $exp.near_3 v128) (local $exp.rest_3 v128) (local $exp.r_3 v128)
    (local $exp.r2_3 v128) (local $exp.r4_3 v128) (local $exp.q_3 v128) (local $beta_h v128)
    (local $v_constant_2.all v128) (local $v_common_2 v128) (local $v_common_4 v128) (local $v_constant_3.all v128)
    (local $v_common_3 v128) (local $v_constant.all v128) (local $v_constant_4.all v128) (local $v_common v128)
    (local $v_constant_5.all v128) (local $Ee.all v128) (local $Ei.all v128) (local $v_constant_6.all v128)
    (local $v_constant_7.all v128) (local $exprel.x_4 v128) (local $exprel.n_4 v128) (local $exprel.near_4 v128)
    (local $exprel.rest_4 v128) (local $exprel.r_4 v128) (local $exprel.r2_4 v128) (local $exprel.r4_4 v128)
    (local $exprel.q_4 v128) (local $exprel.scale_4 v128) (local $v_new v128) (local $m_common v128)
    (local $exprel.x_5 v128) (local $exprel.n_5 v128) (local $exprel.near_5 v128) (local $exprel.rest_5 v128)
    (local $exprel.r_5 v128) (local $exprel.r2_5 v128) (local $exprel.r4_5 v128) (local $exprel.q_5 v128)
    (local $exprel.scale_5 v128) (local $P.m.next v128) (local $n_common v128) (local $exprel.x_6 v128)
    (local $exprel.n_6 v128) (local $exprel.near_6 v128) (local $exprel.rest_6 v128) (local $exprel.r_6 v128)
    (local $exprel.r2_6 v128) (local $exprel.r4_6 v128) (local $exprel.q_6 v128) (local $exprel.scale_6 v128)
    (local $P.n.next v128) (local $h_common v128) (local $exprel.x_7 v128) (local $exprel.n_7 v128)
    (local $exprel.near_7 v128) (local $exprel.rest_7 v128) (local $exprel.r_7 v128) (local $exprel.r2_7 v128)
    (local $exprel.r4_7 v128) (local $exprel.q_7 v128) (local $exprel.scale_7 v128) (local $P.h.next v128)
    (local $P.ge_constant.all v128) (local $P.ge_constant_2.all v128) (local $P.ge.next v128)
    (local $P.gi_constant.all v128) (local $P.gi_constant_2.all v128) (local $P.gi.next v128) (local $all v128)
    (local $holds v128)
    (local $VT f64) (local $v_constant_2 f64) (local $v_constant_3 f64) (local $v_constant f64)
    (local $v_constant_4 f64) (local $v_constant_5 f64) (local $Ee f64) (local $Ei f64) (local $v_constant_6 f64)
    (local $v_constant_7 f64) (local $P.ge_constant f64) (local $P.ge_constant_2 f64) (local $P.gi_constant f64)
    (local $P.gi_constant_2 f64) (local $P.refractory_steps f64)
    (local.set $VT (f64.load offset=96 (i32.const 0)))
    (local.set $v_constant_2 (f64.load offset=208 (i32.const 0)))
    (local.set $v_constant_3 (f64.load offset=216 (i32.const 0)))
    (local.set $v_constant (f64.load offset=200 (i32.const 0)))
    (local.set $v_constant_4 (f64.load offset=224 (i32.const 0)))
    (local.set $v_constant_5 (f64.load offset=232 (i32.const 0)))
    (local.set $Ee (f64.load offset=104 (i32.const 0)))
    (local.set $Ei (f64.load offset=112 (i32.const 0)))
    (local.set $v_constant_6 (f64.load offset=240 (i32.const 0)))
    (local.set $v_constant_7 (f64.load offset=248 (i32.const 0)))
    (local.set $P.ge_constant (f64.load offset=256 (i32.const 0)))
    (local.set $P.ge_constant_2 (f64.load offset=264 (i32.const 0)))
    (local.set $P.gi_constant (f64.load offset=272 (i32.const 0)))
    (local.set $P.gi_constant_2 (f64.load offset=280 (i32.const 0)))
    (local.set $P.refractory_steps (f64.load offset=192 (i32.const 0)))
    (local.set $slot (i32.const 0))
    (i32.store offset=241344 (i32.const 0) (i32.const 0))
    (local.set $i (i32.const 0))
    (local.set $VT.all (f64x2.splat (local.get $VT)))
    (local.set $v_constant_2.all (f64x2.splat (local.get $v_constant_2)))
    (local.set $v_constant_3.all (f64x2.splat (local.get $v_constant_3)))
    (local.set $v_constant.all (f64x2.splat (local.get $v_constant)))
    (local.set $v_constant_4.all (f64x2.splat (local.get $v_constant_4)))
    (local.set $v_constant_5.all (f64x2.splat (local.get $v_constant_5)))
    (local.set $Ee.all (f64x2.splat (local.get $Ee)))
    (local.set $Ei.all (f64x2.splat (local.get $Ei)))
    (local.set $v_constant_6.all (f64x2.splat (local.get $v_constant_6)))
    (local.set $v_constant_7.all (f64x2.splat (local.get $v_constant_7)))
    (local.set $P.ge_constant.all (f64x2.splat (local.get $P.ge_constant)))
    (local.set $P.ge_constant_2.all (f64x2.splat (local.get $P.ge_constant_2)))
    (local.set $P.gi_constant.all (f64x2.splat (local.get $P.gi_constant)))
    (local.set $P.gi_constant_2.all (f64x2.splat (local.get $P.gi_constant_2)))
    (local.set $all (f64x2.splat (f64.sub (local.get $step) (local.get $P.refractory_steps))))
    ;; 2 at a time
    (loop $elements
      (local.set $v (v128.load offset=1344 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $ge (v128.load offset=129344 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $gi (v128.load offset=161344 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $m (v128.load offset=33344 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $h (v128.load offset=97344 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $n (v128.load offset=65344 (i32.shl (local.get $i) (i32.const 3))))
      ;; u = (v - VT)/mV
      (local.set $u (f64x2.mul (f64x2.sub (local.get $v) (local.get $VT.all)) (v128.const f64x2 1000 1000)))
      ;; alpha_m = 0.32*4/exprel((13 - u)/4)/ms
      (local.set $exprel.x (f64x2.mul (f64x2.sub (v128.const f64x2 13 13) (local.get $u)) (v128.const f64x2 0.25 0.25)))
      (local.set $rare (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x)) (v128.const f64x2 708.39 708.39))))
      (local.set $exprel.n
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near
        (f64x2.sub
          (local.get $exprel.x)
          (f64x2.mul (local.get $exprel.n) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest
        (f64x2.mul (local.get $exprel.n) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r (f64x2.sub (local.get $exprel.near) (local.get $exprel.rest)))
      (local.set $exprel.r2 (f64x2.mul (local.get $exprel.r) (local.get $exprel.r)))
      (local.set $exprel.r4 (f64x2.mul (local.get $exprel.r2) (local.get $exprel.r2)))
      (local.set $exprel.q
        (f64x2.add
          (local.get $exprel.near)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2) (local.get $exprel.r))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest))))
      (local.set $exprel.scale
        (i64x2.shl (f64x2.add (local.get $exprel.n) (v128.const f64x2 6755399441056767 6755399441056767)) (i32.const 52)))
      (local.set $alpha_m
        (f64x2.mul
          (f64x2.div
            (v128.const f64x2 1.28 1.28)
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale) (local.get $exprel.q))
                  (f64x2.sub (local.get $exprel.scale) (v128.const f64x2 1 1)))
                (local.get $exprel.x))
              (f64x2.eq (local.get $exprel.x) (v128.const f64x2 0 0))))
          (v128.const f64x2 1000 1000)))
      ;; beta_m = 0.28*5/exprel((u - 40)/5)/ms
      (local.set $exprel.x_2 (f64x2.mul (f64x2.sub (local.get $u) (v128.const f64x2 40 40)) (v128.const f64x2 0.2 0.2)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_2)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_2
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_2) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_2
        (f64x2.sub
          (local.get $exprel.x_2)
          (f64x2.mul (local.get $exprel.n_2) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_2
        (f64x2.mul (local.get $exprel.n_2) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_2 (f64x2.sub (local.get $exprel.near_2) (local.get $exprel.rest_2)))
      (local.set $exprel.r2_2 (f64x2.mul (local.get $exprel.r_2) (local.get $exprel.r_2)))
      (local.set $exprel.r4_2 (f64x2.mul (local.get $exprel.r2_2) (local.get $exprel.r2_2)))
      (local.set $exprel.q_2
        (f64x2.add
          (local.get $exprel.near_2)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_2))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_2) (local.get $exprel.r_2))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_2) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_2)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_2) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_2)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_2)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_2)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_2)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_2) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_2))))
      (local.set $exprel.scale_2
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_2) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $beta_m
        (f64x2.mul
          (f64x2.div
            (v128.const f64x2 1.4000000000000001 1.4000000000000001)
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_2) (local.get $exprel.q_2))
                  (f64x2.sub (local.get $exprel.scale_2) (v128.const f64x2 1 1)))
                (local.get $exprel.x_2))
              (f64x2.eq (local.get $exprel.x_2) (v128.const f64x2 0 0))))
          (v128.const f64x2 1000 1000)))
      ;; alpha_n = 0.032*5/exprel((15 - u)/5)/ms
      (local.set $exprel.x_3 (f64x2.mul (f64x2.sub (v128.const f64x2 15 15) (local.get $u)) (v128.const f64x2 0.2 0.2)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_3)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_3
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_3) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_3
        (f64x2.sub
          (local.get $exprel.x_3)
          (f64x2.mul (local.get $exprel.n_3) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_3
        (f64x2.mul (local.get $exprel.n_3) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_3 (f64x2.sub (local.get $exprel.near_3) (local.get $exprel.rest_3)))
      (local.set $exprel.r2_3 (f64x2.mul (local.get $exprel.r_3) (local.get $exprel.r_3)))
      (local.set $exprel.r4_3 (f64x2.mul (local.get $exprel.r2_3) (local.get $exprel.r2_3)))
      (local.set $exprel.q_3
        (f64x2.add
          (local.get $exprel.near_3)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_3))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_3) (local.get $exprel.r_3))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_3) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_3)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_3) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_3)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_3)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_3)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_3)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_3) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_3))))
      (local.set $exprel.scale_3
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_3) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $alpha_n
        (f64x2.mul
          (f64x2.div
            (v128.const f64x2 0.16 0.16)
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_3) (local.get $exprel.q_3))
                  (f64x2.sub (local.get $exprel.scale_3) (v128.const f64x2 1 1)))
                (local.get $exprel.x_3))
              (f64x2.eq (local.get $exprel.x_3) (v128.const f64x2 0 0))))
          (v128.const f64x2 1000 1000)))
      ;; beta_n = 0.5*exp((10 - u)/40)/ms
      (local.set $exp.x (f64x2.mul (f64x2.sub (v128.const f64x2 10 10) (local.get $u)) (v128.const f64x2 0.025 0.025)))
      (local.set $rare
        (v128.or (local.get $rare) (v128.not (f64x2.lt (f64x2.abs (local.get $exp.x)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exp.n
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exp.x) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exp.near
        (f64x2.sub
          (local.get $exp.x)
          (f64x2.mul (local.get $exp.n) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exp.rest
        (f64x2.mul (local.get $exp.n) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exp.r (f64x2.sub (local.get $exp.near) (local.get $exp.rest)))
      (local.set $exp.r2 (f64x2.mul (local.get $exp.r) (local.get $exp.r)))
      (local.set $exp.r4 (f64x2.mul (local.get $exp.r2) (local.get $exp.r2)))
      (local.set $exp.q
        (f64x2.add
          (local.get $exp.near)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exp.r2))
              (f64x2.mul
                (f64x2.mul (local.get $exp.r2) (local.get $exp.r))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exp.r) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exp.r2)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exp.r) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exp.r4)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exp.r)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exp.r2)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul (local.get $exp.r) (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exp.r4) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exp.rest))))
      (local.set $beta_n
        (f64x2.mul
          (f64x2.mul
            (v128.const f64x2 0.5 0.5)
            (f64x2.mul
              (f64x2.add (v128.const f64x2 1 1) (local.get $exp.q))
              (i64x2.shl
                (f64x2.add (local.get $exp.n) (v128.const f64x2 6755399441056767 6755399441056767))
                (i32.const 52))))
          (v128.const f64x2 1000 1000)))
      ;; alpha_h = 0.128*exp((17 - u)/18)/ms
      (local.set $exp.x_2
        (f64x2.mul
          (f64x2.sub (v128.const f64x2 17 17) (local.get $u))
          (v128.const f64x2 0.05555555555555555 0.05555555555555555)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exp.x_2)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exp.n_2
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exp.x_2) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exp.near_2
        (f64x2.sub
          (local.get $exp.x_2)
          (f64x2.mul (local.get $exp.n_2) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exp.rest_2
        (f64x2.mul (local.get $exp.n_2) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exp.r_2 (f64x2.sub (local.get $exp.near_2) (local.get $exp.rest_2)))
      (local.set $exp.r2_2 (f64x2.mul (local.get $exp.r_2) (local.get $exp.r_2)))
      (local.set $exp.r4_2 (f64x2.mul (local.get $exp.r2_2) (local.get $exp.r2_2)))
      (local.set $exp.q_2
        (f64x2.add
          (local.get $exp.near_2)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exp.r2_2))
              (f64x2.mul
                (f64x2.mul (local.get $exp.r2_2) (local.get $exp.r_2))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exp.r_2) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exp.r2_2)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exp.r_2) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exp.r4_2)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exp.r_2)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exp.r2_2)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exp.r_2)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exp.r4_2) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exp.rest_2))))
      (local.set $alpha_h
        (f64x2.mul
          (f64x2.mul
            (v128.const f64x2 0.128 0.128)
            (f64x2.mul
              (f64x2.add (v128.const f64x2 1 1) (local.get $exp.q_2))
              (i64x2.shl
                (f64x2.add (local.get $exp.n_2) (v128.const f64x2 6755399441056767 6755399441056767))
                (i32.const 52))))
          (v128.const f64x2 1000 1000)))
      ;; beta_h = 4/(1 + exp((40 - u)/5))/ms
      (local.set $exp.x_3 (f64x2.mul (f64x2.sub (v128.const f64x2 40 40) (local.get $u)) (v128.const f64x2 0.2 0.2)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exp.x_3)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exp.n_3
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exp.x_3) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exp.near_3
        (f64x2.sub
          (local.get $exp.x_3)
          (f64x2.mul (local.get $exp.n_3) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exp.rest_3
        (f64x2.mul (local.get $exp.n_3) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exp.r_3 (f64x2.sub (local.get $exp.near_3) (local.get $exp.rest_3)))
      (local.set $exp.r2_3 (f64x2.mul (local.get $exp.r_3) (local.get $exp.r_3)))
      (local.set $exp.r4_3 (f64x2.mul (local.get $exp.r2_3) (local.get $exp.r2_3)))
      (local.set $exp.q_3
        (f64x2.add
          (local.get $exp.near_3)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exp.r2_3))
              (f64x2.mul
                (f64x2.mul (local.get $exp.r2_3) (local.get $exp.r_3))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exp.r_3) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exp.r2_3)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exp.r_3) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exp.r4_3)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exp.r_3)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exp.r2_3)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exp.r_3)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exp.r4_3) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exp.rest_3))))
      (local.set $beta_h
        (f64x2.mul
          (f64x2.div
            (v128.const f64x2 4 4)
            (f64x2.add
              (v128.const f64x2 1 1)
              (f64x2.mul
                (f64x2.add (v128.const f64x2 1 1) (local.get $exp.q_3))
                (i64x2.shl
                  (f64x2.add (local.get $exp.n_3) (v128.const f64x2 6755399441056767 6755399441056767))
                  (i32.const 52)))))
          (v128.const f64x2 1000 1000)))
      (local.set $v_common_2
        (f64x2.mul
          (f64x2.mul (local.get $v_constant_2.all) (f64x2.mul (f64x2.mul (local.get $m) (local.get $m)) (local.get $m)))
          (local.get $h)))
      (local.set $v_common_4 (f64x2.mul (local.get $n) (local.get $n)))
      (local.set $v_common_3
        (f64x2.mul (local.get $v_constant_3.all) (f64x2.mul (local.get $v_common_4) (local.get $v_common_4))))
      (local.set $v_common
        (f64x2.mul
          (f64x2.sub
            (f64x2.sub
              (f64x2.sub (f64x2.sub (local.get $v_constant.all) (local.get $ge)) (local.get $gi))
              (local.get $v_common_2))
            (local.get $v_common_3))
          (local.get $v_constant_4.all)))
      ;; dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - g_na*m**3*h*(v - ENa) - g_kd*n**4*(v - EK))/Cm : volt
      (local.set $exprel.x_4 (f64x2.mul (local.get $v_common) (v128.const f64x2 0.0001 0.0001)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_4)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_4
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_4) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_4
        (f64x2.sub
          (local.get $exprel.x_4)
          (f64x2.mul (local.get $exprel.n_4) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_4
        (f64x2.mul (local.get $exprel.n_4) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_4 (f64x2.sub (local.get $exprel.near_4) (local.get $exprel.rest_4)))
      (local.set $exprel.r2_4 (f64x2.mul (local.get $exprel.r_4) (local.get $exprel.r_4)))
      (local.set $exprel.r4_4 (f64x2.mul (local.get $exprel.r2_4) (local.get $exprel.r2_4)))
      (local.set $exprel.q_4
        (f64x2.add
          (local.get $exprel.near_4)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_4))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_4) (local.get $exprel.r_4))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_4) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_4)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_4) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_4)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_4)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_4)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_4)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_4) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_4))))
      (local.set $exprel.scale_4
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_4) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $v_new
        (f64x2.add
          (local.get $v)
          (f64x2.mul
            (f64x2.mul
              (f64x2.add
                (f64x2.mul (local.get $v_common) (local.get $v))
                (f64x2.mul
                  (f64x2.sub
                    (f64x2.sub
                      (f64x2.add
                        (f64x2.add (local.get $v_constant_5.all) (f64x2.mul (local.get $ge) (local.get $Ee.all)))
                        (f64x2.mul (local.get $gi) (local.get $Ei.all)))
                      (f64x2.mul (local.get $v_common_2) (local.get $v_constant_6.all)))
                    (f64x2.mul (local.get $v_common_3) (local.get $v_constant_7.all)))
                  (local.get $v_constant_4.all)))
              (v128.const f64x2 0.0001 0.0001))
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_4) (local.get $exprel.q_4))
                  (f64x2.sub (local.get $exprel.scale_4) (v128.const f64x2 1 1)))
                (local.get $exprel.x_4))
              (f64x2.eq (local.get $exprel.x_4) (v128.const f64x2 0 0))))))
      (local.set $m_common (f64x2.sub (f64x2.neg (local.get $alpha_m)) (local.get $beta_m)))
      ;; dm/dt = alpha_m*(1 - m) - beta_m*m : 1
      (local.set $exprel.x_5 (f64x2.mul (local.get $m_common) (v128.const f64x2 0.0001 0.0001)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_5)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_5
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_5) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_5
        (f64x2.sub
          (local.get $exprel.x_5)
          (f64x2.mul (local.get $exprel.n_5) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_5
        (f64x2.mul (local.get $exprel.n_5) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_5 (f64x2.sub (local.get $exprel.near_5) (local.get $exprel.rest_5)))
      (local.set $exprel.r2_5 (f64x2.mul (local.get $exprel.r_5) (local.get $exprel.r_5)))
      (local.set $exprel.r4_5 (f64x2.mul (local.get $exprel.r2_5) (local.get $exprel.r2_5)))
      (local.set $exprel.q_5
        (f64x2.add
          (local.get $exprel.near_5)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_5))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_5) (local.get $exprel.r_5))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_5) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_5)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_5) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_5)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_5)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_5)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_5)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_5) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_5))))
      (local.set $exprel.scale_5
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_5) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $P.m.next
        (f64x2.add
          (local.get $m)
          (f64x2.mul
            (f64x2.mul
              (f64x2.add (f64x2.mul (local.get $m_common) (local.get $m)) (local.get $alpha_m))
              (v128.const f64x2 0.0001 0.0001))
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_5) (local.get $exprel.q_5))
                  (f64x2.sub (local.get $exprel.scale_5) (v128.const f64x2 1 1)))
                (local.get $exprel.x_5))
              (f64x2.eq (local.get $exprel.x_5) (v128.const f64x2 0 0))))))
      (local.set $n_common (f64x2.sub (f64x2.neg (local.get $alpha_n)) (local.get $beta_n)))
      ;; dn/dt = alpha_n*(1 - n) - beta_n*n : 1
      (local.set $exprel.x_6 (f64x2.mul (local.get $n_common) (v128.const f64x2 0.0001 0.0001)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_6)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_6
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_6) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_6
        (f64x2.sub
          (local.get $exprel.x_6)
          (f64x2.mul (local.get $exprel.n_6) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_6
        (f64x2.mul (local.get $exprel.n_6) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_6 (f64x2.sub (local.get $exprel.near_6) (local.get $exprel.rest_6)))
      (local.set $exprel.r2_6 (f64x2.mul (local.get $exprel.r_6) (local.get $exprel.r_6)))
      (local.set $exprel.r4_6 (f64x2.mul (local.get $exprel.r2_6) (local.get $exprel.r2_6)))
      (local.set $exprel.q_6
        (f64x2.add
          (local.get $exprel.near_6)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_6))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_6) (local.get $exprel.r_6))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_6) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_6)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_6) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_6)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_6)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_6)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_6)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_6) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_6))))
      (local.set $exprel.scale_6
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_6) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $P.n.next
        (f64x2.add
          (local.get $n)
          (f64x2.mul
            (f64x2.mul
              (f64x2.add (f64x2.mul (local.get $n_common) (local.get $n)) (local.get $alpha_n))
              (v128.const f64x2 0.0001 0.0001))
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_6) (local.get $exprel.q_6))
                  (f64x2.sub (local.get $exprel.scale_6) (v128.const f64x2 1 1)))
                (local.get $exprel.x_6))
              (f64x2.eq (local.get $exprel.x_6) (v128.const f64x2 0 0))))))
      (local.set $h_common (f64x2.sub (f64x2.neg (local.get $alpha_h)) (local.get $beta_h)))
      ;; dh/dt = alpha_h*(1 - h) - beta_h*h : 1
      (local.set $exprel.x_7 (f64x2.mul (local.get $h_common) (v128.const f64x2 0.0001 0.0001)))
      (local.set $rare
        (v128.or
          (local.get $rare)
          (v128.not (f64x2.lt (f64x2.abs (local.get $exprel.x_7)) (v128.const f64x2 708.39 708.39)))))
      (local.set $exprel.n_7
        (f64x2.floor
          (f64x2.add
            (f64x2.mul (local.get $exprel.x_7) (v128.const f64x2 1.4426950408889634 1.4426950408889634))
            (v128.const f64x2 0.4150375 0.4150375))))
      (local.set $exprel.near_7
        (f64x2.sub
          (local.get $exprel.x_7)
          (f64x2.mul (local.get $exprel.n_7) (v128.const f64x2 0.6931471803691238 0.6931471803691238))))
      (local.set $exprel.rest_7
        (f64x2.mul (local.get $exprel.n_7) (v128.const f64x2 1.9082149292705877e-10 1.9082149292705877e-10)))
      (local.set $exprel.r_7 (f64x2.sub (local.get $exprel.near_7) (local.get $exprel.rest_7)))
      (local.set $exprel.r2_7 (f64x2.mul (local.get $exprel.r_7) (local.get $exprel.r_7)))
      (local.set $exprel.r4_7 (f64x2.mul (local.get $exprel.r2_7) (local.get $exprel.r2_7)))
      (local.set $exprel.q_7
        (f64x2.add
          (local.get $exprel.near_7)
          (f64x2.sub
            (f64x2.add
              (f64x2.mul (v128.const f64x2 0.5 0.5) (local.get $exprel.r2_7))
              (f64x2.mul
                (f64x2.mul (local.get $exprel.r2_7) (local.get $exprel.r_7))
                (f64x2.add
                  (f64x2.add
                    (f64x2.add
                      (v128.const f64x2 0.16666666666667249 0.16666666666667249)
                      (f64x2.mul (local.get $exprel.r_7) (v128.const f64x2 0.04166666666667445 0.04166666666667445)))
                    (f64x2.mul
                      (local.get $exprel.r2_7)
                      (f64x2.add
                        (v128.const f64x2 0.008333333332687223 0.008333333332687223)
                        (f64x2.mul (local.get $exprel.r_7) (v128.const f64x2 0.0013888888887060111 0.0013888888887060111)))))
                  (f64x2.mul
                    (local.get $exprel.r4_7)
                    (f64x2.add
                      (f64x2.add
                        (f64x2.add
                          (v128.const f64x2 0.00019841271995074328 0.00019841271995074328)
                          (f64x2.mul
                            (local.get $exprel.r_7)
                            (v128.const f64x2 0.000024801576823782063 0.000024801576823782063)))
                        (f64x2.mul
                          (local.get $exprel.r2_7)
                          (f64x2.add
                            (v128.const f64x2 0.000002755444268821417 0.000002755444268821417)
                            (f64x2.mul
                              (local.get $exprel.r_7)
                              (v128.const f64x2 2.7588520917109235e-7 2.7588520917109235e-7)))))
                      (f64x2.mul (local.get $exprel.r4_7) (v128.const f64x2 2.641586035087774e-8 2.641586035087774e-8)))))))
            (local.get $exprel.rest_7))))
      (local.set $exprel.scale_7
        (i64x2.shl
          (f64x2.add (local.get $exprel.n_7) (v128.const f64x2 6755399441056767 6755399441056767))
          (i32.const 52)))
      (local.set $P.h.next
        (f64x2.add
          (local.get $h)
          (f64x2.mul
            (f64x2.mul
              (f64x2.add (f64x2.mul (local.get $h_common) (local.get $h)) (local.get $alpha_h))
              (v128.const f64x2 0.0001 0.0001))
            (v128.bitselect
              (v128.const f64x2 1 1)
              (f64x2.div
                (f64x2.add
                  (f64x2.mul (local.get $exprel.scale_7) (local.get $exprel.q_7))
                  (f64x2.sub (local.get $exprel.scale_7) (v128.const f64x2 1 1)))
                (local.get $exprel.x_7))
              (f64x2.eq (local.get $exprel.x_7) (v128.const f64x2 0 0))))))
      ;; dge/dt = -ge/taue : siemens
      (local.set $P.ge.next
        (f64x2.add
          (local.get $ge)
          (f64x2.mul
            (f64x2.mul (f64x2.mul (local.get $P.ge_constant.all) (local.get $ge)) (v128.const f64x2 0.0001 0.0001))
            (local.get $P.ge_constant_2.all))))
      ;; dgi/dt = -gi/taui : siemens
      (local.set $P.gi.next
        (f64x2.add
          (local.get $gi)
          (f64x2.mul
            (f64x2.mul (f64x2.mul (local.get $P.gi_constant.all) (local.get $gi)) (v128.const f64x2 0.0001 0.0001))
            (local.get $P.gi_constant_2.all))))
      (local.set $holds
        (v128.and
          (f64x2.gt (local.get $v_new) (v128.const f64x2 -0.02 -0.02))
          (f64x2.le (v128.load offset=193344 (i32.shl (local.get $i) (i32.const 3))) (local.get $all))))
      ;; an argument that takes more than the straight line
      (if
        (v128.any_true (local.get $rare))
        (then
          (call $update_P.one (local.get $i) (i32.const 0) (local.get $step))
          (call $update_P.one (i32.add (local.get $i) (i32.const 1)) (i32.const 0) (local.get $step)))
        (else
          (v128.store offset=1344 (i32.shl (local.get $i) (i32.const 3)) (local.get $v_new))
          (v128.store offset=33344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.m.next))
          (v128.store offset=65344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.n.next))
          (v128.store offset=97344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.h.next))
          (v128.store offset=129344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next))
          (v128.store offset=161344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next))
          ;; threshold: v > -20*mV
          (if
            (v128.any_true (local.get $holds))
            (then
              (if
                (i32.and (i32x4.extract_lane 0 (local.get $holds)) (i32.const 1))
                (then
                  (local.set $count (i32.load offset=241344 (i32.const 0)))
                  (i32.store offset=225344 (i32.shl (local.get $count) (i32.const 2)) (local.get $i))
                  (i32.store offset=241344 (i32.const 0) (i32.add (local.get $count) (i32.const 1)))
                  (f64.store offset=193344 (i32.shl (local.get $i) (i32.const 3)) (local.get $step))))
              (if
                (i32.and (i32x4.extract_lane 2 (local.get $holds)) (i32.const 1))
                (then
                  (local.set $count_2 (i32.load offset=241344 (i32.const 0)))
                  (i32.store offset=225344 (i32.shl (local.get $count_2) (i32.const 2)) (i32.add (local.get $i) (i32.const 1)))
                  (i32.store offset=241344 (i32.const 0) (i32.add (local.get $count_2) (i32.const 1)))
                  (f64.store offset=193344 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 3)) (local.get $step))))))))
      (local.set $i (i32.add (local.get $i) (i32.const 2)))
      (br_if $elements (i32.lt_u (local.get $i) (i32.const 4000))))
  )

  ;; spikes records the spikes of P.
  (func $record_spikes (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32) (local $entry i32)
    (local.set $spikes (i32.load offset=241344 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=225344 (i32.shl (local.get $s) (i32.const 2))))
        (i32.store offset=273536
          (i32.shl (local.get $i) (i32.const 2))
          (i32.add (i32.load offset=273536 (i32.shl (local.get $i) (i32.const 2))) (i32.const 1)))
        (local.set $entry (i32.load offset=289536 (i32.const 0)))
        (i32.store offset=289600 (i32.shl (local.get $entry) (i32.const 2)) (local.get $i))
        (f64.store offset=551744 (i32.shl (local.get $entry) (i32.const 3)) (local.get $step))
        (i32.store offset=289536 (i32.const 0) (i32.add (local.get $entry) (i32.const 1)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; on_pre of Ce: the spikes of P reach P.
  (func $deliver_Ce (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32) (local $j i32) (local $k i32)
    (local $rowEnd i32)
    (local $we f64)
    (local.set $we (f64.load offset=136 (i32.const 0)))
    (local.set $spikes (i32.load offset=241344 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=225344 (i32.shl (local.get $s) (i32.const 2))))
        (local.set $rowEnd (i32.load offset=241408 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 2))))
        (local.set $k (i32.load offset=241408 (i32.shl (local.get $i) (i32.const 2))))
        ;; 4 a turn
        (block $several.end
          (loop $several
            (br_if $several.end (i32.gt_u (i32.add (local.get $k) (i32.const 4)) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; ge_post += we
            (f64.store offset=129344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=129344 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=2 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=129344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=129344 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=4 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=129344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=129344 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=6 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=129344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=129344 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $k (i32.add (local.get $k) (i32.const 4)))
            (br $several)))
        ;; the rest
        (block $synapses.end
          (loop $synapses
            (br_if $synapses.end (i32.ge_u (local.get $k) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; ge_post += we
            (f64.store offset=129344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=129344 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $k (i32.add (local.get $k) (i32.const 1)))
            (br $synapses)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; on_pre of Ci: the spikes of P reach P.
  (func $deliver_Ci (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32) (local $j i32) (local $k i32)
    (local $rowEnd i32)
    (local $wi f64)
    (local.set $wi (f64.load offset=144 (i32.const 0)))
    (local.set $spikes (i32.load offset=241344 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=225344 (i32.shl (local.get $s) (i32.const 2))))
        (local.set $rowEnd (i32.load offset=257472 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 2))))
        (local.set $k (i32.load offset=257472 (i32.shl (local.get $i) (i32.const 2))))
        ;; 4 a turn
        (block $several.end
          (loop $several
            (br_if $several.end (i32.gt_u (i32.add (local.get $k) (i32.const 4)) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; gi_post += wi
            (f64.store offset=161344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=161344 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=2 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=161344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=161344 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=4 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=161344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=161344 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=6 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=161344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=161344 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $k (i32.add (local.get $k) (i32.const 4)))
            (br $several)))
        ;; the rest
        (block $synapses.end
          (loop $synapses
            (br_if $synapses.end (i32.ge_u (local.get $k) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; gi_post += wi
            (f64.store offset=161344
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=161344 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $k (i32.add (local.get $k) (i32.const 1)))
            (br $synapses)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; Values that have decayed to nothing become 0: subnormal numbers are slow.
  (func $flush_P (param $step f64)
    (local $i i32)
    (local $P.v.next.0 v128) (local $P.v.next.1 v128) (local $P.m.next.0 v128) (local $P.m.next.1 v128)
    (local $P.n.next.0 v128) (local $P.n.next.1 v128) (local $P.h.next.0 v128) (local $P.h.next.1 v128)
    (local $P.ge.next.0 v128) (local $P.ge.next.1 v128) (local $P.gi.next.0 v128) (local $P.gi.next.1 v128)
    (local.set $i (i32.const 0))
    ;; 4 at a time
    (loop $elements
      (local.set $P.v.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=1344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=1344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.v.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=1360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=1360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.m.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=33344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=33344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.m.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=33360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=33360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.n.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=65344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=65344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.n.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=65360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=65360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.h.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=97344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=97344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.h.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=97360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=97360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.ge.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=129344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=129344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.ge.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=129360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=129360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.gi.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=161344 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=161344 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.gi.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=161360 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=161360 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (v128.store offset=1344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.v.next.0))
      (v128.store offset=1360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.v.next.1))
      (v128.store offset=33344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.m.next.0))
      (v128.store offset=33360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.m.next.1))
      (v128.store offset=65344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.n.next.0))
      (v128.store offset=65360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.n.next.1))
      (v128.store offset=97344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.h.next.0))
      (v128.store offset=97360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.h.next.1))
      (v128.store offset=129344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.0))
      (v128.store offset=129360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.1))
      (v128.store offset=161344 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.0))
      (v128.store offset=161360 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.1))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $elements (i32.lt_u (local.get $i) (i32.const 4000))))
  )

  ;; e^x, within 0.9 ulp: 2^n exp(r), after Cody and Waite 1980.
  (func $exp (param $x f64) (result f64)
    (local $safe f64) (local $n f64) (local $near f64) (local $rest f64) (local $r f64) (local $r2 f64)
    (local $r4 f64) (local $q f64) (local $half f64) (local $n_2 f64) (local $near_2 f64) (local $rest_2 f64)
    (local $r_2 f64) (local $r2_2 f64) (local $r4_2 f64) (local $q_2 f64)
    (if
      (i32.eqz (f64.lt (f64.abs (local.get $x)) (f64.const 708.39)))
      (then
        (local.set $safe (select (local.get $x) (f64.const 0) (f64.lt (f64.abs (local.get $x)) (f64.const 746))))
        (local.set $n
          (f64.floor (f64.add (f64.mul (local.get $safe) (f64.const 1.4426950408889634)) (f64.const 0.4150375))))
        (local.set $near (f64.sub (local.get $safe) (f64.mul (local.get $n) (f64.const 0.6931471803691238))))
        (local.set $rest (f64.mul (local.get $n) (f64.const 1.9082149292705877e-10)))
        (local.set $r (f64.sub (local.get $near) (local.get $rest)))
        (local.set $r2 (f64.mul (local.get $r) (local.get $r)))
        (local.set $r4 (f64.mul (local.get $r2) (local.get $r2)))
        (local.set $q
          (f64.add
            (local.get $near)
            (f64.sub
              (f64.add
                (f64.mul (f64.const 0.5) (local.get $r2))
                (f64.mul
                  (f64.mul (local.get $r2) (local.get $r))
                  (f64.add
                    (f64.add
                      (f64.add (f64.const 0.16666666666667249) (f64.mul (local.get $r) (f64.const 0.04166666666667445)))
                      (f64.mul
                        (local.get $r2)
                        (f64.add
                          (f64.const 0.008333333332687223)
                          (f64.mul (local.get $r) (f64.const 0.0013888888887060111)))))
                    (f64.mul
                      (local.get $r4)
                      (f64.add
                        (f64.add
                          (f64.add
                            (f64.const 0.00019841271995074328)
                            (f64.mul (local.get $r) (f64.const 0.000024801576823782063)))
                          (f64.mul
                            (local.get $r2)
                            (f64.add
                              (f64.const 0.000002755444268821417)
                              (f64.mul (local.get $r) (f64.const 2.7588520917109235e-7)))))
                        (f64.mul (local.get $r4) (f64.const 2.641586035087774e-8)))))))
              (local.get $rest))))
        (local.set $half (f64.floor (f64.mul (local.get $n) (f64.const 0.5))))
        (return
          (select
            (f64.mul
              (f64.mul
                (f64.add (f64.const 1) (local.get $q))
                (f64.reinterpret_i64
                  (i64.shl (i64.reinterpret_f64 (f64.add (local.get $half) (f64.const 6755399441056767))) (i64.const 52))))
              (f64.reinterpret_i64
                (i64.shl
                  (i64.reinterpret_f64 (f64.add (f64.sub (local.get $n) (local.get $half)) (f64.const 6755399441056767)))
                  (i64.const 52))))
            (select
              (f64.const inf)
              (select (f64.const 0) (local.get $x) (f64.lt (local.get $x) (f64.const 0)))
              (f64.gt (local.get $x) (f64.const 0)))
            (f64.lt (f64.abs (local.get $x)) (f64.const 746))))))
    (local.set $n_2 (f64.floor (f64.add (f64.mul (local.get $x) (f64.const 1.4426950408889634)) (f64.const 0.4150375))))
    (local.set $near_2 (f64.sub (local.get $x) (f64.mul (local.get $n_2) (f64.const 0.6931471803691238))))
    (local.set $rest_2 (f64.mul (local.get $n_2) (f64.const 1.9082149292705877e-10)))
    (local.set $r_2 (f64.sub (local.get $near_2) (local.get $rest_2)))
    (local.set $r2_2 (f64.mul (local.get $r_2) (local.get $r_2)))
    (local.set $r4_2 (f64.mul (local.get $r2_2) (local.get $r2_2)))
    (local.set $q_2
      (f64.add
        (local.get $near_2)
        (f64.sub
          (f64.add
            (f64.mul (f64.const 0.5) (local.get $r2_2))
            (f64.mul
              (f64.mul (local.get $r2_2) (local.get $r_2))
              (f64.add
                (f64.add
                  (f64.add (f64.const 0.16666666666667249) (f64.mul (local.get $r_2) (f64.const 0.04166666666667445)))
                  (f64.mul
                    (local.get $r2_2)
                    (f64.add
                      (f64.const 0.008333333332687223)
                      (f64.mul (local.get $r_2) (f64.const 0.0013888888887060111)))))
                (f64.mul
                  (local.get $r4_2)
                  (f64.add
                    (f64.add
                      (f64.add
                        (f64.const 0.00019841271995074328)
                        (f64.mul (local.get $r_2) (f64.const 0.000024801576823782063)))
                      (f64.mul
                        (local.get $r2_2)
                        (f64.add
                          (f64.const 0.000002755444268821417)
                          (f64.mul (local.get $r_2) (f64.const 2.7588520917109235e-7)))))
                    (f64.mul (local.get $r4_2) (f64.const 2.641586035087774e-8)))))))
          (local.get $rest_2))))
    (f64.mul
      (f64.add (f64.const 1) (local.get $q_2))
      (f64.reinterpret_i64
        (i64.shl (i64.reinterpret_f64 (f64.add (local.get $n_2) (f64.const 6755399441056767))) (i64.const 52))))
  )

  ;; (e^x - 1)/x, continued by 1 at x = 0, within 2.1 ulp.
  (func $exprel (param $x f64) (result f64)
    (local $safe f64) (local $n f64) (local $near f64) (local $rest f64) (local $r f64) (local $r2 f64)
    (local $r4 f64) (local $q f64) (local $total f64) (local $half f64) (local $shrunk f64) (local $n_2 f64)
    (local $near_2 f64) (local $rest_2 f64) (local $r_2 f64) (local $r2_2 f64) (local $r4_2 f64) (local $q_2 f64)
    (local $scale f64)
    (if
      (i32.eqz (f64.lt (f64.abs (local.get $x)) (f64.const 708.39)))
      (then
        (local.set $safe (select (local.get $x) (f64.const 0) (f64.lt (f64.abs (local.get $x)) (f64.const 746))))
        (local.set $n
          (f64.floor (f64.add (f64.mul (local.get $safe) (f64.const 1.4426950408889634)) (f64.const 0.4150375))))
        (local.set $near (f64.sub (local.get $safe) (f64.mul (local.get $n) (f64.const 0.6931471803691238))))
        (local.set $rest (f64.mul (local.get $n) (f64.const 1.9082149292705877e-10)))
        (local.set $r (f64.sub (local.get $near) (local.get $rest)))
        (local.set $r2 (f64.mul (local.get $r) (local.get $r)))
        (local.set $r4 (f64.mul (local.get $r2) (local.get $r2)))
        (local.set $q
          (f64.add
            (local.get $near)
            (f64.sub
              (f64.add
                (f64.mul (f64.const 0.5) (local.get $r2))
                (f64.mul
                  (f64.mul (local.get $r2) (local.get $r))
                  (f64.add
                    (f64.add
                      (f64.add (f64.const 0.16666666666667249) (f64.mul (local.get $r) (f64.const 0.04166666666667445)))
                      (f64.mul
                        (local.get $r2)
                        (f64.add
                          (f64.const 0.008333333332687223)
                          (f64.mul (local.get $r) (f64.const 0.0013888888887060111)))))
                    (f64.mul
                      (local.get $r4)
                      (f64.add
                        (f64.add
                          (f64.add
                            (f64.const 0.00019841271995074328)
                            (f64.mul (local.get $r) (f64.const 0.000024801576823782063)))
                          (f64.mul
                            (local.get $r2)
                            (f64.add
                              (f64.const 0.000002755444268821417)
                              (f64.mul (local.get $r) (f64.const 2.7588520917109235e-7)))))
                        (f64.mul (local.get $r4) (f64.const 2.641586035087774e-8)))))))
              (local.get $rest))))
        (local.set $total (f64.add (local.get $n) (f64.const -64)))
        (local.set $half (f64.floor (f64.mul (local.get $total) (f64.const 0.5))))
        (local.set $shrunk
          (f64.div
            (select
              (f64.mul
                (f64.mul
                  (f64.add (f64.const 1) (local.get $q))
                  (f64.reinterpret_i64
                    (i64.shl (i64.reinterpret_f64 (f64.add (local.get $half) (f64.const 6755399441056767))) (i64.const 52))))
                (f64.reinterpret_i64
                  (i64.shl
                    (i64.reinterpret_f64
                      (f64.add (f64.sub (local.get $total) (local.get $half)) (f64.const 6755399441056767)))
                    (i64.const 52))))
              (select
                (f64.const inf)
                (select (f64.const 0) (local.get $x) (f64.lt (local.get $x) (f64.const 0)))
                (f64.gt (local.get $x) (f64.const 0)))
              (f64.lt (f64.abs (local.get $x)) (f64.const 746)))
            (local.get $x)))
        (return
          (select
            (f64.div (f64.const -1) (local.get $x))
            (select
              (f64.mul (local.get $shrunk) (f64.const 18446744073709552000))
              (local.get $x)
              (f64.lt (local.get $x) (f64.const 746)))
            (f64.lt (local.get $x) (f64.const 0))))))
    (local.set $n_2 (f64.floor (f64.add (f64.mul (local.get $x) (f64.const 1.4426950408889634)) (f64.const 0.4150375))))
    (local.set $near_2 (f64.sub (local.get $x) (f64.mul (local.get $n_2) (f64.const 0.6931471803691238))))
    (local.set $rest_2 (f64.mul (local.get $n_2) (f64.const 1.9082149292705877e-10)))
    (local.set $r_2 (f64.sub (local.get $near_2) (local.get $rest_2)))
    (local.set $r2_2 (f64.mul (local.get $r_2) (local.get $r_2)))
    (local.set $r4_2 (f64.mul (local.get $r2_2) (local.get $r2_2)))
    (local.set $q_2
      (f64.add
        (local.get $near_2)
        (f64.sub
          (f64.add
            (f64.mul (f64.const 0.5) (local.get $r2_2))
            (f64.mul
              (f64.mul (local.get $r2_2) (local.get $r_2))
              (f64.add
                (f64.add
                  (f64.add (f64.const 0.16666666666667249) (f64.mul (local.get $r_2) (f64.const 0.04166666666667445)))
                  (f64.mul
                    (local.get $r2_2)
                    (f64.add
                      (f64.const 0.008333333332687223)
                      (f64.mul (local.get $r_2) (f64.const 0.0013888888887060111)))))
                (f64.mul
                  (local.get $r4_2)
                  (f64.add
                    (f64.add
                      (f64.add
                        (f64.const 0.00019841271995074328)
                        (f64.mul (local.get $r_2) (f64.const 0.000024801576823782063)))
                      (f64.mul
                        (local.get $r2_2)
                        (f64.add
                          (f64.const 0.000002755444268821417)
                          (f64.mul (local.get $r_2) (f64.const 2.7588520917109235e-7)))))
                    (f64.mul (local.get $r4_2) (f64.const 2.641586035087774e-8)))))))
          (local.get $rest_2))))
    (local.set $scale
      (f64.reinterpret_i64
        (i64.shl (i64.reinterpret_f64 (f64.add (local.get $n_2) (f64.const 6755399441056767))) (i64.const 52))))
    (select
      (f64.const 1)
      (f64.div
        (f64.add (f64.mul (local.get $scale) (local.get $q_2)) (f64.sub (local.get $scale) (f64.const 1)))
        (local.get $x))
      (f64.eq (local.get $x) (f64.const 0)))
  )
)
