(module
  ;; where arrays stand in memory, in bytes
  ;;       1216  P.v: 4000 f64
  ;;      33216  P.ge: 4000 f64
  ;;      65216  P.gi: 4000 f64
  ;;      97216  P:lastspikeStep: 4000 f64
  ;;     129216  P:spikes: 4000 i32
  ;;     145216  P:spikeCount: 1 i32
  ;;     145280  Ce:rowStart: 4001 u32
  ;;      later  Ce:target: u16
  ;;     161344  Ci:rowStart: 4001 u32
  ;;      later  Ci:target: u16
  ;;     177408  spikes:counts: 4000 i32
  ;;     193408  spikes:recorded: 1 i32
  ;;     193472  spikes:i: 65536 i32
  ;;     455616  spikes:step: 65536 f64

  (import "simulation" "memory" (memory 1))
  (import "address" "Ce:target" (global $Ce:target i32))
  (import "address" "Ci:target" (global $Ci:target i32))
  (export "update_P" (func $update_P))
  (export "record_spikes" (func $record_spikes))
  (export "deliver_Ce" (func $deliver_Ce))
  (export "deliver_Ci" (func $deliver_Ci))
  (export "reset_P" (func $reset_P))
  (export "flush_P" (func $flush_P))

  ;; Runs the steps from $first to before $end; stops earlier where a recorder is full, and says where.
  (func (export "run") (param $first f64) (param $end f64) (result f64)
    (local $step f64)
    (local.set $step (local.get $first))
    (block $stopped
      (loop $steps
        (br_if $stopped (f64.ge (local.get $step) (local.get $end)))
        (br_if $stopped (i32.gt_s (i32.load offset=193408 (i32.const 0)) (i32.const 61536)))
        (call $update_P (local.get $step))
        (call $record_spikes (local.get $step))
        (call $deliver_Ce (local.get $step))
        (call $deliver_Ci (local.get $step))
        (call $reset_P (local.get $step))
        (if (i64.eqz (i64.rem_u (i64.trunc_sat_f64_u (local.get $step)) (i64.const 64))) (then (call $flush_P (f64.div (local.get $step) (f64.const 64)))))
        (local.set $step (f64.add (local.get $step) (f64.const 1)))
        (br $steps)))
    (local.get $step)
  )

  ;; The equations of P, one step on (exact). Which neurons of P spike.
  (func $update_P (param $step f64)
    (local $slot i32) (local $i i32) (local $count i32) (local $count_2 i32) (local $count_3 i32)
    (local $count_4 i32)
    (local $all v128) (local $not_refractory.0 v128) (local $not_refractory.1 v128) (local $v.0 v128)
    (local $v.1 v128) (local $ge.0 v128) (local $ge.1 v128) (local $gi.0 v128) (local $gi.1 v128)
    (local $P.v_from_v.all v128) (local $P.v_from_ge.all v128) (local $P.v_from_gi.all v128)
    (local $v_constant.all v128) (local $v_new.0 v128) (local $v_new.1 v128) (local $P.ge_from_ge.all v128)
    (local $P.ge.next.0 v128) (local $P.ge.next.1 v128) (local $P.gi_from_gi.all v128) (local $P.gi.next.0 v128)
    (local $P.gi.next.1 v128) (local $Vt.all v128) (local $holds.0 v128) (local $holds.1 v128)
    (local $P.refractory_steps f64) (local $P.v_from_v f64) (local $P.v_from_ge f64) (local $P.v_from_gi f64)
    (local $v_constant f64) (local $P.ge_from_ge f64) (local $P.gi_from_gi f64) (local $Vt f64)
    (local.set $P.refractory_steps (f64.load offset=128 (i32.const 0)))
    (local.set $P.v_from_v (f64.load offset=136 (i32.const 0)))
    (local.set $P.v_from_ge (f64.load offset=144 (i32.const 0)))
    (local.set $P.v_from_gi (f64.load offset=152 (i32.const 0)))
    (local.set $v_constant (f64.load offset=184 (i32.const 0)))
    (local.set $P.ge_from_ge (f64.load offset=168 (i32.const 0)))
    (local.set $P.gi_from_gi (f64.load offset=176 (i32.const 0)))
    (local.set $Vt (f64.load offset=88 (i32.const 0)))
    (local.set $slot (i32.const 0))
    (i32.store offset=145216 (i32.const 0) (i32.const 0))
    (local.set $i (i32.const 0))
    (local.set $all (f64x2.splat (f64.sub (local.get $step) (local.get $P.refractory_steps))))
    (local.set $P.v_from_v.all (f64x2.splat (local.get $P.v_from_v)))
    (local.set $P.v_from_ge.all (f64x2.splat (local.get $P.v_from_ge)))
    (local.set $P.v_from_gi.all (f64x2.splat (local.get $P.v_from_gi)))
    (local.set $v_constant.all (f64x2.splat (local.get $v_constant)))
    (local.set $P.ge_from_ge.all (f64x2.splat (local.get $P.ge_from_ge)))
    (local.set $P.gi_from_gi.all (f64x2.splat (local.get $P.gi_from_gi)))
    (local.set $Vt.all (f64x2.splat (local.get $Vt)))
    ;; 4 at a time
    (loop $elements
      (local.set $not_refractory.0
        (f64x2.le (v128.load offset=97216 (i32.shl (local.get $i) (i32.const 3))) (local.get $all)))
      (local.set $not_refractory.1
        (f64x2.le (v128.load offset=97232 (i32.shl (local.get $i) (i32.const 3))) (local.get $all)))
      (local.set $v.0 (v128.load offset=1216 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $v.1 (v128.load offset=1232 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $ge.0 (v128.load offset=33216 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $ge.1 (v128.load offset=33232 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $gi.0 (v128.load offset=65216 (i32.shl (local.get $i) (i32.const 3))))
      (local.set $gi.1 (v128.load offset=65232 (i32.shl (local.get $i) (i32.const 3))))
      ;; dv/dt = (ge + gi - (v - El))/taum : volt (unless refractory)
      (local.set $v_new.0
        (v128.bitselect
          (f64x2.add
            (f64x2.add
              (f64x2.add
                (f64x2.mul (local.get $v.0) (local.get $P.v_from_v.all))
                (f64x2.mul (local.get $ge.0) (local.get $P.v_from_ge.all)))
              (f64x2.mul (local.get $gi.0) (local.get $P.v_from_gi.all)))
            (local.get $v_constant.all))
          (local.get $v.0)
          (local.get $not_refractory.0)))
      (local.set $v_new.1
        (v128.bitselect
          (f64x2.add
            (f64x2.add
              (f64x2.add
                (f64x2.mul (local.get $v.1) (local.get $P.v_from_v.all))
                (f64x2.mul (local.get $ge.1) (local.get $P.v_from_ge.all)))
              (f64x2.mul (local.get $gi.1) (local.get $P.v_from_gi.all)))
            (local.get $v_constant.all))
          (local.get $v.1)
          (local.get $not_refractory.1)))
      ;; dge/dt = -ge/taue : volt
      (local.set $P.ge.next.0 (f64x2.mul (local.get $ge.0) (local.get $P.ge_from_ge.all)))
      (local.set $P.ge.next.1 (f64x2.mul (local.get $ge.1) (local.get $P.ge_from_ge.all)))
      ;; dgi/dt = -gi/taui : volt
      (local.set $P.gi.next.0 (f64x2.mul (local.get $gi.0) (local.get $P.gi_from_gi.all)))
      (local.set $P.gi.next.1 (f64x2.mul (local.get $gi.1) (local.get $P.gi_from_gi.all)))
      (local.set $holds.0 (v128.and (f64x2.gt (local.get $v_new.0) (local.get $Vt.all)) (local.get $not_refractory.0)))
      (local.set $holds.1 (v128.and (f64x2.gt (local.get $v_new.1) (local.get $Vt.all)) (local.get $not_refractory.1)))
      (v128.store offset=1216 (i32.shl (local.get $i) (i32.const 3)) (local.get $v_new.0))
      (v128.store offset=1232 (i32.shl (local.get $i) (i32.const 3)) (local.get $v_new.1))
      (v128.store offset=33216 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.0))
      (v128.store offset=33232 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.1))
      (v128.store offset=65216 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.0))
      (v128.store offset=65232 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.1))
      ;; threshold: v > Vt
      (if
        (v128.any_true (v128.or (local.get $holds.0) (local.get $holds.1)))
        (then
          (if
            (i32.and (i32x4.extract_lane 0 (local.get $holds.0)) (i32.const 1))
            (then
              (local.set $count (i32.load offset=145216 (i32.const 0)))
              (i32.store offset=129216 (i32.shl (local.get $count) (i32.const 2)) (local.get $i))
              (i32.store offset=145216 (i32.const 0) (i32.add (local.get $count) (i32.const 1)))
              (f64.store offset=97216 (i32.shl (local.get $i) (i32.const 3)) (local.get $step))))
          (if
            (i32.and (i32x4.extract_lane 2 (local.get $holds.0)) (i32.const 1))
            (then
              (local.set $count_2 (i32.load offset=145216 (i32.const 0)))
              (i32.store offset=129216 (i32.shl (local.get $count_2) (i32.const 2)) (i32.add (local.get $i) (i32.const 1)))
              (i32.store offset=145216 (i32.const 0) (i32.add (local.get $count_2) (i32.const 1)))
              (f64.store offset=97216 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 3)) (local.get $step))))
          (if
            (i32.and (i32x4.extract_lane 0 (local.get $holds.1)) (i32.const 1))
            (then
              (local.set $count_3 (i32.load offset=145216 (i32.const 0)))
              (i32.store offset=129216 (i32.shl (local.get $count_3) (i32.const 2)) (i32.add (local.get $i) (i32.const 2)))
              (i32.store offset=145216 (i32.const 0) (i32.add (local.get $count_3) (i32.const 1)))
              (f64.store offset=97216 (i32.shl (i32.add (local.get $i) (i32.const 2)) (i32.const 3)) (local.get $step))))
          (if
            (i32.and (i32x4.extract_lane 2 (local.get $holds.1)) (i32.const 1))
            (then
              (local.set $count_4 (i32.load offset=145216 (i32.const 0)))
              (i32.store offset=129216 (i32.shl (local.get $count_4) (i32.const 2)) (i32.add (local.get $i) (i32.const 3)))
              (i32.store offset=145216 (i32.const 0) (i32.add (local.get $count_4) (i32.const 1)))
              (f64.store offset=97216 (i32.shl (i32.add (local.get $i) (i32.const 3)) (i32.const 3)) (local.get $step))))))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $elements (i32.lt_u (local.get $i) (i32.const 4000))))
  )

  ;; spikes records the spikes of P.
  (func $record_spikes (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32) (local $entry i32)
    (local.set $spikes (i32.load offset=145216 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=129216 (i32.shl (local.get $s) (i32.const 2))))
        (i32.store offset=177408
          (i32.shl (local.get $i) (i32.const 2))
          (i32.add (i32.load offset=177408 (i32.shl (local.get $i) (i32.const 2))) (i32.const 1)))
        (local.set $entry (i32.load offset=193408 (i32.const 0)))
        (i32.store offset=193472 (i32.shl (local.get $entry) (i32.const 2)) (local.get $i))
        (f64.store offset=455616 (i32.shl (local.get $entry) (i32.const 3)) (local.get $step))
        (i32.store offset=193408 (i32.const 0) (i32.add (local.get $entry) (i32.const 1)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; on_pre of Ce: the spikes of P reach P.
  (func $deliver_Ce (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32) (local $j i32) (local $k i32)
    (local $rowEnd i32)
    (local $we f64)
    (local.set $we (f64.load offset=112 (i32.const 0)))
    (local.set $spikes (i32.load offset=145216 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=129216 (i32.shl (local.get $s) (i32.const 2))))
        (local.set $rowEnd (i32.load offset=145280 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 2))))
        (local.set $k (i32.load offset=145280 (i32.shl (local.get $i) (i32.const 2))))
        ;; 4 a turn
        (block $several.end
          (loop $several
            (br_if $several.end (i32.gt_u (i32.add (local.get $k) (i32.const 4)) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; ge_post += we
            (f64.store offset=33216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=33216 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=2 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=33216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=33216 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=4 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=33216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=33216 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $j (i32.load16_u offset=6 (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=33216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=33216 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
            (local.set $k (i32.add (local.get $k) (i32.const 4)))
            (br $several)))
        ;; the rest
        (block $synapses.end
          (loop $synapses
            (br_if $synapses.end (i32.ge_u (local.get $k) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ce:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; ge_post += we
            (f64.store offset=33216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=33216 (i32.shl (local.get $j) (i32.const 3))) (local.get $we)))
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
    (local.set $wi (f64.load offset=120 (i32.const 0)))
    (local.set $spikes (i32.load offset=145216 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=129216 (i32.shl (local.get $s) (i32.const 2))))
        (local.set $rowEnd (i32.load offset=161344 (i32.shl (i32.add (local.get $i) (i32.const 1)) (i32.const 2))))
        (local.set $k (i32.load offset=161344 (i32.shl (local.get $i) (i32.const 2))))
        ;; 4 a turn
        (block $several.end
          (loop $several
            (br_if $several.end (i32.gt_u (i32.add (local.get $k) (i32.const 4)) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; gi_post += wi
            (f64.store offset=65216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=65216 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=2 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=65216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=65216 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=4 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=65216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=65216 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $j (i32.load16_u offset=6 (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            (f64.store offset=65216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=65216 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $k (i32.add (local.get $k) (i32.const 4)))
            (br $several)))
        ;; the rest
        (block $synapses.end
          (loop $synapses
            (br_if $synapses.end (i32.ge_u (local.get $k) (local.get $rowEnd)))
            (local.set $j (i32.load16_u (i32.add (global.get $Ci:target) (i32.shl (local.get $k) (i32.const 1)))))
            ;; gi_post += wi
            (f64.store offset=65216
              (i32.shl (local.get $j) (i32.const 3))
              (f64.add (f64.load offset=65216 (i32.shl (local.get $j) (i32.const 3))) (local.get $wi)))
            (local.set $k (i32.add (local.get $k) (i32.const 1)))
            (br $synapses)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; The reset of the neurons of P that spiked.
  (func $reset_P (param $step f64)
    (local $row i32) (local $s i32) (local $spikes i32) (local $i i32)
    (local $Vr f64)
    (local.set $Vr (f64.load offset=96 (i32.const 0)))
    (local.set $spikes (i32.load offset=145216 (i32.const 0)))
    (local.set $s (i32.const 0))
    (block $spiking.end
      (loop $spiking
        (br_if $spiking.end (i32.ge_u (local.get $s) (local.get $spikes)))
        (local.set $i (i32.load offset=129216 (i32.shl (local.get $s) (i32.const 2))))
        ;; v = Vr
        (f64.store offset=1216 (i32.shl (local.get $i) (i32.const 3)) (local.get $Vr))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br $spiking)))
  )

  ;; Values that have decayed to nothing become 0: subnormal numbers are slow.
  (func $flush_P (param $step f64)
    (local $i i32)
    (local $P.v.next.0 v128) (local $P.v.next.1 v128) (local $P.ge.next.0 v128) (local $P.ge.next.1 v128)
    (local $P.gi.next.0 v128) (local $P.gi.next.1 v128)
    (local.set $i (i32.const 0))
    ;; 4 at a time
    (loop $elements
      (local.set $P.v.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=1216 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=1216 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.v.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=1232 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=1232 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.ge.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=33216 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=33216 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.ge.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=33232 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=33232 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.gi.next.0
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=65216 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=65216 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (local.set $P.gi.next.1
        (v128.bitselect
          (v128.const f64x2 0 0)
          (v128.load offset=65232 (i32.shl (local.get $i) (i32.const 3)))
          (f64x2.lt
            (f64x2.abs (v128.load offset=65232 (i32.shl (local.get $i) (i32.const 3))))
            (v128.const f64x2 1e-250 1e-250))))
      (v128.store offset=1216 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.v.next.0))
      (v128.store offset=1232 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.v.next.1))
      (v128.store offset=33216 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.0))
      (v128.store offset=33232 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.ge.next.1))
      (v128.store offset=65216 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.0))
      (v128.store offset=65232 (i32.shl (local.get $i) (i32.const 3)) (local.get $P.gi.next.1))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $elements (i32.lt_u (local.get $i) (i32.const 4000))))
  )
)
