;; Box and Muller 1958
(func $normal (param $seed i32) (param $stream i32) (param $i0 i32) (param $i1 i32) (param $step f64) (param $draw i32)
  (result f64)
  (call $philox (local.get $i0) (local.get $i1) (local.get $step) (local.get $draw) (local.get $seed) (local.get $stream))
  (f64.mul
    (f64.sqrt (f64.mul (f64.const -2) (call $normal.log (f64.mul
      (f64.add (call $bits53 (global.get $w0) (global.get $w1)) (f64.const 1)) (f64.const 1.1102230246251565e-16)))))
    (call $normal.cos (f64.mul
      (call $bits53 (global.get $w2) (global.get $w3)) (f64.const 1.1102230246251565e-16)))))

;; the natural logarithm of a normal positive number: FreeBSD's e_log.c
(func $normal.log (param $x f64) (result f64)
  (local $bits i64) (local $shifted i32) (local $k f64) (local $f f64) (local $half f64)
  (local $s f64) (local $z f64) (local $w f64) (local $even f64) (local $odd f64)
  (local.set $bits (i64.reinterpret_f64 (local.get $x)))
  (local.set $shifted (i32.add
    (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 32))) (i32.const 0x95f62)))
  (local.set $k (f64.convert_i32_s (i32.sub (i32.shr_u (local.get $shifted) (i32.const 20)) (i32.const 1023))))
  (local.set $f (f64.sub
    (f64.reinterpret_i64 (i64.or
      (i64.shl
        (i64.extend_i32_u (i32.add (i32.and (local.get $shifted) (i32.const 0xfffff)) (i32.const 0x3fe6a09e)))
        (i64.const 32))
      (i64.and (local.get $bits) (i64.const 0xffffffff))))
    (f64.const 1)))
  (local.set $half (f64.mul (f64.mul (f64.const 0.5) (local.get $f)) (local.get $f)))
  (local.set $s (f64.div (local.get $f) (f64.add (f64.const 2) (local.get $f))))
  (local.set $z (f64.mul (local.get $s) (local.get $s)))
  (local.set $w (f64.mul (local.get $z) (local.get $z)))
  (local.set $even (f64.mul (local.get $w) (f64.add (f64.const 0.3999999999940942) (f64.mul (local.get $w) (f64.add (f64.const 0.22222198432149784) (f64.mul (local.get $w) (f64.const 0.15313837699209373)))))))
  (local.set $odd (f64.mul (local.get $z) (f64.add (f64.const 0.6666666666666735) (f64.mul (local.get $w) (f64.add (f64.const 0.2857142874366239) (f64.mul (local.get $w) (f64.add (f64.const 0.1818357216161805) (f64.mul (local.get $w) (f64.const 0.14798198605116586)))))))))
  (f64.add (f64.add (f64.sub (f64.add (f64.mul (local.get $s) (f64.add (local.get $half) (f64.add (local.get $odd) (local.get $even)))) (f64.mul (local.get $k) (f64.const 1.9082149292705877e-10))) (local.get $half)) (local.get $f)) (f64.mul (local.get $k) (f64.const 0.6931471803691238))))

;; cos(2 pi u) for u in [0, 1): the quadrant is taken off exactly, before the one rounding by 2 pi
(func $normal.cos (param $u f64) (result f64)
  (local $quadrant f64) (local $x f64)
  (local.set $quadrant (f64.floor (f64.add (f64.mul (f64.const 4) (local.get $u)) (f64.const 0.5))))
  (local.set $x (f64.mul
    (f64.sub (local.get $u) (f64.mul (f64.const 0.25) (local.get $quadrant))) (f64.const 6.283185307179586)))
  (if (f64.eq (local.get $quadrant) (f64.const 1)) (then (return (f64.neg (call $normal.ksin (local.get $x))))))
  (if (f64.eq (local.get $quadrant) (f64.const 2)) (then (return (f64.neg (call $normal.kcos (local.get $x))))))
  (if (f64.eq (local.get $quadrant) (f64.const 3)) (then (return (call $normal.ksin (local.get $x)))))
  (call $normal.kcos (local.get $x)))

;; sin(x) for |x| <= pi/4: fdlibm's k_sin.c
(func $normal.ksin (param $x f64) (result f64)
  (local $z f64) (local $tail f64)
  (local.set $z (f64.mul (local.get $x) (local.get $x)))
  (local.set $tail (f64.add (f64.const -0.0001984126982985795) (f64.mul (local.get $z) (f64.add (f64.const 2.7557313707070068e-6) (f64.mul (local.get $z) (f64.add (f64.const -2.5050760253406863e-8) (f64.mul (local.get $z) (f64.const 1.58969099521155e-10))))))))
  (f64.add (local.get $x) (f64.mul (f64.mul (local.get $z) (local.get $x)) (f64.add (f64.const -0.16666666666666632) (f64.mul (local.get $z) (f64.add (f64.const 0.00833333333332249) (f64.mul (local.get $z) (local.get $tail))))))))

;; cos(x) for |x| <= pi/4: fdlibm's k_cos.c, as in FreeBSD
(func $normal.kcos (param $x f64) (result f64)
  (local $z f64) (local $tail f64) (local $rest f64) (local $half f64) (local $w f64)
  (local.set $z (f64.mul (local.get $x) (local.get $x)))
  (local.set $tail (f64.add (f64.const 2.480158728947673e-5) (f64.mul (local.get $z) (f64.add (f64.const -2.7557314351390663e-7) (f64.mul (local.get $z) (f64.add (f64.const 2.087572321298175e-9) (f64.mul (local.get $z) (f64.const -1.1359647557788195e-11))))))))
  (local.set $rest (f64.mul (local.get $z) (f64.add (f64.const 0.0416666666666666) (f64.mul (local.get $z) (f64.add (f64.const -0.001388888888887411) (f64.mul (local.get $z) (local.get $tail)))))))
  (local.set $half (f64.mul (f64.const 0.5) (local.get $z)))
  (local.set $w (f64.sub (f64.const 1) (local.get $half)))
  (f64.add (local.get $w) (f64.add (f64.sub (f64.sub (f64.const 1) (local.get $w)) (local.get $half)) (f64.mul (local.get $z) (local.get $rest)))))
