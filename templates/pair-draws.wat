;; Draws the pairs of sparse connectivity; src/runtime/connect.ts defines which they are. Works on a page of its own:
;; $capacity targets (u32) from 0 on, $capacity ends of rows (u32) behind them, and then $capacity numbers (f64).
(memory (export "memory") 1)
(global $capacity (export "capacity") i32 (i32.const 4096))

;; What is drawn from, and how far the row is that a call left unfinished
(global $seed (mut i32) (i32.const 0)) (global $stream (mut i32) (i32.const 0))
(global $targets (mut f64) (f64.const 0)) (global $p (mut f64) (f64.const 0)) (global $scale (mut f64) (f64.const 0))
(global $target (mut f64) (f64.const -1)) (global $drawn (mut i32) (i32.const 0))

;; $scale.given: 1 / log(1 - p)
(func (export "begin") (param $seed.given i32) (param $stream.given i32) (param $targets.given f64)
  (param $p.given f64) (param $scale.given f64)
  (global.set $seed (local.get $seed.given))
  (global.set $stream (local.get $stream.given))
  (global.set $targets (local.get $targets.given))
  (global.set $p (local.get $p.given))
  (global.set $scale (local.get $scale.given))
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
          (i32.store (local.get $at) (i32.trunc_sat_f64_u (local.get $target)))
          (local.set $at (i32.add (local.get $at) (i32.const 4)))
          (br_if $gap (i32.lt_u (local.get $k) (local.get $count)))
          (local.set $drawn (i32.add (local.get $drawn) (local.get $count)))
          (br $next))))
      (i32.store offset=16384
        (i32.shl (local.get $finished) (i32.const 2)) (i32.shr_u (local.get $at) (i32.const 2)))
      (local.set $target (f64.const -1))
      (local.set $drawn (i32.const 0))
      (local.set $finished (i32.add (local.get $finished) (i32.const 1)))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $stopped (i32.eq (local.get $finished) (i32.const 4095)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $end)))))
  (i32.store offset=16384
    (i32.shl (local.get $finished) (i32.const 2)) (i32.shr_u (local.get $at) (i32.const 2)))
  (global.set $target (local.get $target))
  (global.set $drawn (local.get $drawn))
  (local.get $finished))

;; How many jumps to draw at once: one more than are to be expected in the rest of the row, and no more than fit
(func $ahead (param $target f64) (param $at i32) (result i32)
  (local $count i32) (local $room i32)
  (local.set $count (i32.trunc_sat_f64_u (f64.min (f64.const 256) (f64.add (f64.const 1)
    (f64.mul (f64.sub (global.get $targets) (local.get $target)) (global.get $p))))))
  (local.set $room (i32.shr_u (i32.sub (i32.const 16384) (local.get $at)) (i32.const 2)))
  (select (local.get $count) (local.get $room) (i32.lt_u (local.get $count) (local.get $room))))

;; Uniform numbers of a row, $count from $drawn on. Short loops over many numbers keep a processor busy: one number after
;; the other, each step of which waits for the one before, takes twice the time.
(func $draw (param $row i32) (param $drawn i32) (param $count i32)
  (local $k i32)
  (loop $next
    (f64.store offset=32768 (i32.shl (local.get $k) (i32.const 3)) (call $uniform
      (global.get $seed) (global.get $stream) (i32.add (local.get $drawn) (local.get $k)) (local.get $row)
      (f64.const 0) (i32.const 1)))
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $k) (local.get $count)))))

;; Makes gaps of the first $count uniform numbers.
(func $gaps (param $count i32)
  (local $at i32)
  (local.set $count (i32.shl (local.get $count) (i32.const 3)))
  (loop $next
    (f64.store offset=32768 (local.get $at) (f64.add (f64.const 1) (f64.floor (f64.mul
      (call $log (f64.sub (f64.const 1) (f64.load offset=32768 (local.get $at))))
      (global.get $scale)))))
    (local.set $at (i32.add (local.get $at) (i32.const 8)))
    (br_if $next (i32.lt_u (local.get $at) (local.get $count)))))

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
