;; how many places on the next one chosen is
(func $jump (param $seed i32) (param $stream i32) (param $n i32) (param $step f64) (param $draw i32) (param $scale f64)
  (result f64)
  (f64.add (f64.const 1) (f64.floor (f64.mul
    (call $normal.log (f64.sub (f64.const 1) (call $uniform (local.get $seed) (local.get $stream)
      (local.get $n) (i32.const 0) (local.get $step) (local.get $draw))))
    (local.get $scale)))))
