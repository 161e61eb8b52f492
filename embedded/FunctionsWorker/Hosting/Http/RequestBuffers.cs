using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Microsoft.Azure.Functions.Worker.Hosting.Http;

/// <summary>Buffers of connections: 16 KiB instead of the server's 4, so that a usual webhook or request is read with one call of the system.</summary>
internal sealed class RequestBuffers : IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 16 * 1024;

    /// <summary>What is kept when nobody needs it; more is left to the garbage collector.</summary>
    private const int KeptMax = 256;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly ConcurrentQueue<Block> _free = new();

        public override int MaxBufferSize => BlockBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
            return _free.TryDequeue(out Block? block) ? block : new Block(this);
        }

        internal void Return(Block block)
        {
            if (_free.Count < KeptMax)
            {
                _free.Enqueue(block);
            }
        }

        protected override void Dispose(bool disposing) => _free.Clear();
    }

    /// <summary>Pinned: the system writes into it while it waits for data.</summary>
    private sealed class Block(Pool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose() => pool.Return(this);
    }
}
