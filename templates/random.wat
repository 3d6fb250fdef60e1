;; Random numbers as src/runtime/random.ts defines them, operation for operation.
(global $w0 (mut i32) (i32.const 0)) (global $w1 (mut i32) (i32.const 0))
(global $w2 (mut i32) (i32.const 0)) (global $w3 (mut i32) (i32.const 0))

;; Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011): the four words of a counter under a key, into $w0 to $w3
(func $philox (param $c0 i32) (param $c1 i32) (param $step f64) (param $draw i32) (param $k0 i32) (param $k1 i32)
  (local $whole i64) (local $c2 i32) (local $c3 i32) (local $p0 i64) (local $p1 i64) (local $round i32)
  (local.set $whole (i64.trunc_sat_f64_u (local.get $step)))
  (local.set $c2 (i32.wrap_i64 (local.get $whole)))
  (local.set $c3 (i32.or
    (i32.and (local.get $draw) (i32.const 0xffff))
    (i32.shl (i32.wrap_i64 (i64.shr_u (local.get $whole) (i64.const 32))) (i32.const 16))))
  (loop $rounds
    (local.set $p0 (i64.mul (i64.extend_i32_u (local.get $c0)) (i64.const 0xd2511f53)))
    (local.set $p1 (i64.mul (i64.extend_i32_u (local.get $c2)) (i64.const 0xcd9e8d57)))
    (local.set $c0 (i32.xor
      (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $p1) (i64.const 32))) (local.get $c1))
      (local.get $k0)))
    (local.set $c2 (i32.xor
      (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $p0) (i64.const 32))) (local.get $c3))
      (local.get $k1)))
    (local.set $c1 (i32.wrap_i64 (local.get $p1)))
    (local.set $c3 (i32.wrap_i64 (local.get $p0)))
    (local.set $k0 (i32.add (local.get $k0) (i32.const 0x9e3779b9)))
    (local.set $k1 (i32.add (local.get $k1) (i32.const 0xbb67ae85)))
    (local.set $round (i32.add (local.get $round) (i32.const 1)))
    (br_if $rounds (i32.lt_u (local.get $round) (i32.const 10))))
  (global.set $w0 (local.get $c0))
  (global.set $w1 (local.get $c1))
  (global.set $w2 (local.get $c2))
  (global.set $w3 (local.get $c3)))

;; 53 bits of two words, as a whole number
(func $bits53 (param $a i32) (param $b i32) (result f64)
  (f64.add
    (f64.mul (f64.convert_i32_u (i32.shr_u (local.get $a) (i32.const 5))) (f64.const 67108864))
    (f64.convert_i32_u (i32.shr_u (local.get $b) (i32.const 6)))))

(func $uniform (param $seed i32) (param $stream i32) (param $i0 i32) (param $i1 i32) (param $step f64) (param $draw i32)
  (result f64)
  (call $philox (local.get $i0) (local.get $i1) (local.get $step) (local.get $draw) (local.get $seed) (local.get $stream))
  (f64.mul (call $bits53 (global.get $w0) (global.get $w1)) (f64.const 1.1102230246251565e-16)))
