"""Writes files.json: small files of NumPy 1.24 and SciPy 1.10, as base64, with what they hold. Run with python3 in this folder."""
import base64, io, json
import numpy as np
import scipy.io, scipy.sparse

files = {}

def add(name, write, **held):
    out = io.BytesIO()
    write(out)
    files[name] = {'base64': base64.b64encode(out.getvalue()).decode(), **held}

W = np.array([[0, 1.5, 0], [-2.25, 0, 1e300]])
for dtype in ['<f8', '>f8', '<f4', '>f4', '<f2', '>f2', '<i8', '>i8', '<i4', '>i4', '<i2', '>i2', '|i1', '<u8', '>u8', '<u4', '>u4', '<u2', '>u2', '|u1', '|b1']:
    values = np.array([[0, 1, 2], [3, 4, 100]]).astype(dtype)
    add(f'{dtype}.npy', lambda out: np.save(out, values), values=values.astype(float).tolist())
    add(f'{dtype} in columns.npy', lambda out: np.save(out, np.asfortranarray(values)), values=values.astype(float).tolist())
add('vector.npy', lambda out: np.save(out, np.array([1.5, 2.5])), values=[1.5, 2.5])
add('scalar.npy', lambda out: np.save(out, np.array(2.5)), values=2.5)
add('version 2.npy', lambda out: np.lib.format.write_array(out, W, version=(2, 0)), values=W.tolist())
add('version 3.npy', lambda out: np.lib.format.write_array(out, W, version=(3, 0)), values=W.tolist())
add('complex.npy', lambda out: np.save(out, np.array([[1j]])))
add('objects.npy', lambda out: np.save(out, np.array([[None]], dtype=object)))
add('texts.npy', lambda out: np.save(out, np.array(['a', 'bc'])))
add('records.npy', lambda out: np.save(out, np.zeros(2, dtype=[('i', 'i4'), ('w', 'f8')])))
add('cube.npy', lambda out: np.save(out, np.zeros((2, 2, 2))))
add('one.npz', lambda out: np.savez(out, W=W), values=W.tolist())
add('one packed.npz', lambda out: np.savez_compressed(out, W=W), values=W.tolist())
add('two.npz', lambda out: np.savez(out, W=W, V=2*W), values=W.tolist())
rng = np.random.RandomState(1)
big = (rng.rand(60, 70)*(rng.rand(60, 70) < 0.3)).round(3)
add('large packed.npz', lambda out: np.savez_compressed(out, W=big), values=big.tolist())
add('edges.npz', lambda out: np.savez(out, i=np.array([2, 0]), j=np.array([1, 1]), w=np.array([0.5, 1.5]), delay=np.array([1, 2])))
S = scipy.sparse.csr_matrix(np.array([[0, 1.5, 0, 2], [0, 0, 0, 0], [3, 0, 0, 4.5]]))
for form in ['csr', 'csc', 'coo', 'bsr', 'dia']:
    for packed in [False, True]:
        M = S.asformat(form)
        C = M.tocoo()
        held = dict(i=C.row.tolist(), j=C.col.tolist(), values=C.data.tolist(), shape=list(C.shape))
        add(f'{form}{" packed" if packed else ""}.npz', lambda out: scipy.sparse.save_npz(out, M, compressed=packed), **held)
blocks = np.arange(12.).reshape(2, 2, 3)
B = scipy.sparse.bsr_matrix((blocks, np.array([1, 0]), np.array([0, 1, 1, 2])), shape=(6, 6))
F = B.copy()
F.data = np.asfortranarray(blocks)
D = scipy.sparse.dia_matrix((np.arange(15.).reshape(3, 5), np.array([-2, 0, 3])), shape=(4, 6))
for name, M in [('blocks', B), ('blocks in columns', F), ('diagonals', D), ('tall diagonals', scipy.sparse.dia_matrix(D.T))]:
    C = M.tocoo()
    add(f'{name}.npz', lambda out: scipy.sparse.save_npz(out, M), i=C.row.tolist(), j=C.col.tolist(), values=C.data.tolist(), shape=list(C.shape))
sizes = dict(shape=(6, 6))
add('lil.npz', lambda out: np.savez(out, format=b'lil', data=np.zeros(2), **sizes))
add('broken blocks.npz', lambda out: np.savez(out, format=b'bsr', data=np.zeros((2, 4, 3)), indices=B.indices, indptr=B.indptr, **sizes))
add('broken diagonals.npz', lambda out: np.savez(out, format=b'dia', data=np.zeros((2, 4)), offsets=np.array([0]), **sizes))
for field, A in [('real', S), ('integer', S.astype(int))]:
    C = scipy.sparse.coo_matrix(A)
    add(f'{field}.mtx', lambda out: scipy.io.mmwrite(out, A, symmetry='general'), i=C.row.tolist(), j=C.col.tolist(), values=C.data.astype(float).tolist(), shape=list(C.shape))
add('pattern.mtx', lambda out: scipy.io.mmwrite(out, S, field='pattern', symmetry='general'), i=[0, 0, 2, 2], j=[1, 3, 0, 3], shape=[3, 4])
for symmetry, A in [('symmetric', np.array([[1., 2, 0], [2, 0, 3], [0, 3, 4]])), ('skew-symmetric', np.array([[0., 2, 0], [-2, 0, 3], [0, -3, 0]]))]:
    out = io.BytesIO()
    scipy.io.mmwrite(out, scipy.sparse.coo_matrix(A), symmetry=symmetry)
    C = scipy.io.mmread(io.BytesIO(out.getvalue()))
    add(f'{symmetry}.mtx', lambda o: o.write(out.getvalue()), i=C.row.tolist(), j=C.col.tolist(), values=C.data.tolist(), shape=list(C.shape))
    dense = io.BytesIO()
    scipy.io.mmwrite(dense, A, symmetry=symmetry)
    add(f'{symmetry} array.mtx', lambda o: o.write(dense.getvalue()), matrix=A.tolist())
add('array.mtx', lambda out: scipy.io.mmwrite(out, W), matrix=W.tolist())
add('complex.mtx', lambda out: scipy.io.mmwrite(out, scipy.sparse.coo_matrix(np.array([[1j]]))))
add('table.csv', lambda out: np.savetxt(out, W, delimiter=','), values=W.tolist())
add('table of blanks.csv', lambda out: np.savetxt(out, W), values=W.tolist())
json.dump(files, open('files.json', 'w'), indent=1)
