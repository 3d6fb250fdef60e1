;; Draws the pairs of sparse connectivity; src/runtime/connect.ts defines which they are. Works on a page of its own:
;; $capacity targets (u32; twice as many u16 of `jump` where a row has no more than 65536) from 0 on, $capacity ends of rows (u32) behind them, and then $capacity numbers (f64). A second page
;; has a table.
(memory (export "memory") 2)
(global $capacity (export "capacity") i32 (i32.const 4096))

;; What is drawn from, and how far the row is that a call left unfinished
(global $seed (mut i32) (i32.const 0)) (global $stream (mut i32) (i32.const 0))
(global $targets (mut f64) (f64.const 0)) (global $p (mut f64) (f64.const 0)) (global $scale (mut f64) (f64.const 0))
;; Of the bytes of a target
(global $shift (mut i32) (i32.const 2))
(global $target (mut f64) (f64.const -1)) (global $drawn (mut i32) (i32.const 0))

;; $scale.given: 1 / log(1 - p)
(func (export "begin") (param $seed.given i32) (param $stream.given i32) (param $targets.given f64)
  (param $p.given f64) (param $scale.given f64)
  (global.set $seed (local.get $seed.given))
  (global.set $stream (local.get $stream.given))
  (global.set $targets (local.get $targets.given))
  (global.set $p (local.get $p.given))
  (global.set $scale (local.get $scale.given))
  (global.set $shift (select (i32.const 1) (i32.const 2) (f64.le (local.get $targets.given) (f64.const 65536))))
  (global.set $target (f64.const -1))
  (global.set $drawn (i32.const 0)))

;; Jumps from target to target in the rows from $row to before $end, until the page is full. Gives the number of rows it
;; finished, n; the first n ends are theirs, and end n is where the next row is, which the next call has to go on with.
(func (export "jump") (param $row i32) (param $end i32) (result i32)
  (local $target f64) (local $drawn i32) (local $finished i32) (local $at i32) (local $k i32) (local $count i32)
  (local.set $target (global.get $target))
  (local.set $drawn (global.get $drawn))
  (block $stopped
    (loop $next
      (local.set $count (call $ahead (local.get $target) (local.get $at)))
      (br_if $stopped (i32.eqz (local.get $count)))
      (call $draw (local.get $row) (local.get $drawn) (local.get $count))
      (call $gaps (local.get $count))
      (local.set $k (i32.const 0))
      (loop $gap
        (local.set $target (f64.add (local.get $target)
          (f64.load offset=32768 (i32.shl (local.get $k) (i32.const 3)))))
        (local.set $k (i32.add (local.get $k) (i32.const 1)))
        (if (f64.lt (local.get $target) (global.get $targets)) (then
          (if (i32.eq (global.get $shift) (i32.const 1))
            (then (i32.store16 (local.get $at) (i32.trunc_sat_f64_u (local.get $target))))
            (else (i32.store (local.get $at) (i32.trunc_sat_f64_u (local.get $target)))))
          (local.set $at (i32.add (local.get $at) (i32.shl (i32.const 1) (global.get $shift))))
          (br_if $gap (i32.lt_u (local.get $k) (local.get $count)))
          (local.set $drawn (i32.add (local.get $drawn) (local.get $count)))
          (br $next))))
      (i32.store offset=16384
        (i32.shl (local.get $finished) (i32.const 2)) (i32.shr_u (local.get $at) (global.get $shift)))
      (local.set $target (f64.const -1))
      (local.set $drawn (i32.const 0))
      (local.set $finished (i32.add (local.get $finished) (i32.const 1)))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $stopped (i32.eq (local.get $finished) (i32.const 4095)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $end)))))
  (i32.store offset=16384
    (i32.shl (local.get $finished) (i32.const 2)) (i32.shr_u (local.get $at) (global.get $shift)))
  (global.set $target (local.get $target))
  (global.set $drawn (local.get $drawn))
  (local.get $finished))

;; How many jumps to draw at once, four and four: more than are to be expected in the rest of the row, and no more than fit
(func $ahead (param $target f64) (param $at i32) (result i32)
  (local $count i32) (local $room i32)
  (local.set $count (i32.and (i32.const -4) (i32.trunc_sat_f64_u (f64.min (f64.const 256) (f64.add (f64.const 4)
    (f64.mul (f64.sub (global.get $targets) (local.get $target)) (global.get $p)))))))
  (local.set $room (i32.and (i32.const -4)
    (i32.shr_u (i32.sub (i32.const 16384) (local.get $at)) (global.get $shift))))
  (select (local.get $count) (local.get $room) (i32.lt_u (local.get $count) (local.get $room))))

;; Uniform numbers of a row, $count from $drawn on, four by four: two of each block of words of draw 1, the rounds of two
;; blocks by turns, since each round waits for the one before, and a processor does another's meanwhile.
(func $draw (param $row i32) (param $drawn i32) (param $count i32)
  (local $at i32) (local $end i32) (local $k0 i32) (local $k1 i32) (local $round i32) (local $p i64) (local $q i64)
  (local $a0 i32) (local $a1 i32) (local $a2 i32) (local $a3 i32)
  (local $b0 i32) (local $b1 i32) (local $b2 i32) (local $b3 i32)
  (local.set $end (i32.shl (local.get $count) (i32.const 3)))
  (loop $next
    (local.set $a0 (i32.shr_u (local.get $drawn) (i32.const 1))) (local.set $b0 (i32.add (local.get $a0) (i32.const 1)))
    (local.set $a1 (local.get $row)) (local.set $b1 (local.get $row))
    (local.set $a2 (i32.const 0)) (local.set $b2 (i32.const 0))
    (local.set $a3 (i32.const 1)) (local.set $b3 (i32.const 1))
    (local.set $k0 (global.get $seed)) (local.set $k1 (global.get $stream))
    (local.set $round (i32.const 10))
    (loop $rounds
      (local.set $p (i64.mul (i64.extend_i32_u (local.get $a0)) (i64.const 0xd2511f53)))
      (local.set $q (i64.mul (i64.extend_i32_u (local.get $a2)) (i64.const 0xcd9e8d57)))
      (local.set $a0 (i32.xor
        (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $q) (i64.const 32))) (local.get $a1)) (local.get $k0)))
      (local.set $a2 (i32.xor
        (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $p) (i64.const 32))) (local.get $a3)) (local.get $k1)))
      (local.set $a1 (i32.wrap_i64 (local.get $q)))
      (local.set $a3 (i32.wrap_i64 (local.get $p)))
      (local.set $p (i64.mul (i64.extend_i32_u (local.get $b0)) (i64.const 0xd2511f53)))
      (local.set $q (i64.mul (i64.extend_i32_u (local.get $b2)) (i64.const 0xcd9e8d57)))
      (local.set $b0 (i32.xor
        (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $q) (i64.const 32))) (local.get $b1)) (local.get $k0)))
      (local.set $b2 (i32.xor
        (i32.xor (i32.wrap_i64 (i64.shr_u (local.get $p) (i64.const 32))) (local.get $b3)) (local.get $k1)))
      (local.set $b1 (i32.wrap_i64 (local.get $q)))
      (local.set $b3 (i32.wrap_i64 (local.get $p)))
      (local.set $k0 (i32.add (local.get $k0) (i32.const 0x9e3779b9)))
      (local.set $k1 (i32.add (local.get $k1) (i32.const 0xbb67ae85)))
      (local.set $round (i32.sub (local.get $round) (i32.const 1)))
      (br_if $rounds (local.get $round)))
    (f64.store offset=32768 (local.get $at)
      (f64.mul (call $bits53 (local.get $a0) (local.get $a1)) (f64.const 1.1102230246251565e-16)))
    (f64.store offset=32776 (local.get $at)
      (f64.mul (call $bits53 (local.get $a2) (local.get $a3)) (f64.const 1.1102230246251565e-16)))
    (f64.store offset=32784 (local.get $at)
      (f64.mul (call $bits53 (local.get $b0) (local.get $b1)) (f64.const 1.1102230246251565e-16)))
    (f64.store offset=32792 (local.get $at)
      (f64.mul (call $bits53 (local.get $b2) (local.get $b3)) (f64.const 1.1102230246251565e-16)))
    (local.set $drawn (i32.add (local.get $drawn) (i32.const 4)))
    (local.set $at (i32.add (local.get $at) (i32.const 32)))
    (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

;; Makes gaps of the first $count uniform numbers: 1 + floor(log(1 - u) $scale), from a logarithm without a division that
;; errs by less than 1e-10. Where that leaves the whole number in doubt, it is worked out as it is defined.
(func $gaps (param $count i32)
  (local $at i32) (local $bits i64) (local $r f64) (local $gap f64) (local $whole f64) (local $doubt f64) (local $entry i32)
  (local.set $count (i32.shl (local.get $count) (i32.const 3)))
  (local.set $doubt (f64.mul (f64.abs (global.get $scale)) (f64.const 1e-10)))
  (loop $next
    (local.set $bits (i64.reinterpret_f64 (f64.sub (f64.const 1) (f64.load offset=32768 (local.get $at)))))
    (local.set $entry (i32.and (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 41))) (i32.const 0x7f0)))
    ;; The significand times the reciprocal of about itself: 1 + r, and log(1 + r) by its series, up to r^4/4 < 6e-11
    (local.set $r (f64.sub
      (f64.mul
        (f64.reinterpret_i64 (i64.or
          (i64.and (local.get $bits) (i64.const 0xfffffffffffff)) (i64.const 0x3ff0000000000000)))
        (f64.load offset=65536 (local.get $entry)))
      (f64.const 1)))
    (local.set $gap (f64.mul (global.get $scale) (f64.add
      (f64.add
        (f64.mul
          (f64.convert_i32_s (i32.sub (i32.wrap_i64 (i64.shr_u (local.get $bits) (i64.const 52))) (i32.const 1023)))
          (f64.const 0.6931471805599453))
        (f64.load offset=65544 (local.get $entry)))
      (f64.mul (local.get $r) (f64.add (f64.const 1) (f64.mul (local.get $r) (f64.add (f64.const -0.5)
        (f64.mul (local.get $r) (f64.const 0.3333333333333333)))))))))
    (local.set $whole (f64.floor (local.get $gap)))
    (local.set $gap (f64.sub (local.get $gap) (local.get $whole)))
    (if (i32.or
        (f64.lt (local.get $gap) (local.get $doubt))
        (f64.gt (local.get $gap) (f64.sub (f64.const 1) (local.get $doubt))))
      (then (local.set $whole (f64.floor (f64.mul
        (call $log (f64.sub (f64.const 1) (f64.load offset=32768 (local.get $at))))
        (global.get $scale))))))
    (f64.store offset=32768 (local.get $at) (f64.add (f64.const 1) (local.get $whole)))
    (local.set $at (i32.add (local.get $at) (i32.const 8)))
    (br_if $next (i32.lt_u (local.get $at) (local.get $count)))))

;; On the second page, for each of 128 parts of [1, 2): the reciprocal of its middle, and minus the logarithm of that
(func $tabulate
  (local $k i32) (local $c f64)
  (loop $next
    (local.set $c (f64.div (f64.const 256) (f64.add (f64.const 257)
      (f64.convert_i32_u (i32.shl (local.get $k) (i32.const 1))))))
    (f64.store offset=65536 (i32.shl (local.get $k) (i32.const 4)) (local.get $c))
    (f64.store offset=65544 (i32.shl (local.get $k) (i32.const 4)) (f64.neg (call $log (local.get $c))))
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $k) (i32.const 128)))))
(start $tabulate)

;; A uniform number for each of the first $count targets of a row
(func (export "chances") (param $row i32) (param $count i32)
  (local $k i32)
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $k) (local.get $count)))
      (f64.store offset=32768 (i32.shl (local.get $k) (i32.const 3)) (call $uniform
        (global.get $seed) (global.get $stream) (i32.load (i32.shl (local.get $k) (i32.const 2))) (local.get $row)
        (f64.const 0) (i32.const 0)))
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br $next))))

;; The four words of a counter under a key, behind the table
(func (export "words") (param $c0 i32) (param $c1 i32) (param $step f64) (param $draw i32) (param $k0 i32) (param $k1 i32)
  (call $philox (local.get $c0) (local.get $c1) (local.get $step) (local.get $draw) (local.get $k0) (local.get $k1))
  (i32.store offset=67584 (i32.const 0) (global.get $w0))
  (i32.store offset=67588 (i32.const 0) (global.get $w1))
  (i32.store offset=67592 (i32.const 0) (global.get $w2))
  (i32.store offset=67596 (i32.const 0) (global.get $w3)))
