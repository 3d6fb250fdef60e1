;; how many targets on the next synapse of a row is: gap $n of it; two come of one block of random words
(global $second (mut f64) (f64.const 0))
(func $gap (param $seed i32) (param $stream i32) (param $n i32) (param $row i32) (param $scale f64) (result f64)
  (local $u f64)
  (if (i32.and (local.get $n) (i32.const 1))
    (then (local.set $u (global.get $second)))
    (else
      (call $philox (i32.shr_u (local.get $n) (i32.const 1)) (local.get $row) (f64.const 0) (i32.const 1)
        (local.get $seed) (local.get $stream))
      (local.set $u (f64.mul (call $bits53 (global.get $w0) (global.get $w1)) (f64.const 1.1102230246251565e-16)))
      (global.set $second
        (f64.mul (call $bits53 (global.get $w2) (global.get $w3)) (f64.const 1.1102230246251565e-16)))))
  (f64.add (f64.const 1) (f64.floor (f64.mul
    (call $normal.log (f64.sub (f64.const 1) (local.get $u))) (local.get $scale)))))
