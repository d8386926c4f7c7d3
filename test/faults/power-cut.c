/*
 * A disk that forgets: loaded into a program with LD_PRELOAD, it keeps beside POWER_FOLDER a second folder,
 * POWER_SHADOW, that holds only what the program has made durable.
 *
 * - A file's content reaches the shadow when the file is synced (fsync, fdatasync), under the name it has then.
 * - A name that was given by rename or taken away by unlink reaches the shadow when its folder is synced.
 * - Nothing else ever does. To cut the power: kill the program with SIGKILL, put the shadow in the folder's place.
 *
 * Not modelled: sectors torn in two, disks that lie about having written.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* The path below POWER_FOLDER, or NULL where the descriptor is of no file there. */
static const char *below(int fd, char *path, size_t room) {
  const char *folder = getenv("POWER_FOLDER");
  if (folder == NULL || getenv("POWER_SHADOW") == NULL) return NULL;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, room - 1);
  if (length < 0) return NULL;
  path[length] = 0;
  size_t prefix = strlen(folder);
  if (strncmp(path, folder, prefix) != 0 || (path[prefix] != '/' && path[prefix] != 0)) return NULL;
  return path + prefix;
}

static void in_shadow(char *path, size_t room, const char *name) {
  snprintf(path, room, "%s%s", getenv("POWER_SHADOW"), name);
}

/* What is known to be durable of a file, whatever its name: its content at its last sync. */
static void in_store(char *path, size_t room, ino_t inode) {
  snprintf(path, room, "%s.inodes/%llu", getenv("POWER_SHADOW"), (unsigned long long)inode);
}

static void make_folders(char *path) {
  for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(path, 0700);
    *slash = '/';
  }
}

/* Gives the durable content of an inode a name, whole or not at all. */
static void name_content(const char *content, const char *name) {
  char target[PATH_MAX], fresh[PATH_MAX + 8];
  in_shadow(target, sizeof target, name);
  make_folders(target);
  snprintf(fresh, sizeof fresh, "%s.~cut", target);
  unlink(fresh);
  if (link(content, fresh) == 0 && rename(fresh, target) != 0) unlink(fresh);
}

static void keep_content(const char *path, const char *name, const struct stat *about) {
  char content[PATH_MAX], fresh[PATH_MAX + 8], block[65536];
  in_store(content, sizeof content, about->st_ino);
  make_folders(content);
  snprintf(fresh, sizeof fresh, "%s.~cut", content);
  int from = open(path, O_RDONLY | O_CLOEXEC);
  if (from < 0) return;
  int into = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, about->st_mode & 0777);
  ssize_t got = -1;
  while (into >= 0 && (got = read(from, block, sizeof block)) > 0)
    if (write(into, block, (size_t)got) != got) break;
  close(from);
  if (into >= 0) close(into);
  if (got != 0 || rename(fresh, content) != 0) return;
  name_content(content, name);
}

/* The folder's names as they are now: new ones for durable content, none for what is gone. */
static void keep_names(const char *path, const char *name) {
  char entry[PATH_MAX], content[PATH_MAX], shadow[PATH_MAX], gone[PATH_MAX];
  struct stat about;
  DIR *folder = opendir(path);
  if (folder == NULL) return;
  for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
    if (one->d_type != DT_REG) continue;
    in_store(content, sizeof content, one->d_ino);
    if (access(content, F_OK) != 0) continue;
    snprintf(entry, sizeof entry, "%s/%s", name, one->d_name);
    name_content(content, entry);
  }
  closedir(folder);
  in_shadow(shadow, sizeof shadow, name);
  folder = opendir(shadow);
  if (folder == NULL) return;
  for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
    snprintf(entry, sizeof entry, "%s/%s", path, one->d_name);
    snprintf(gone, sizeof gone, "%s/%s", shadow, one->d_name);
    if (one->d_type == DT_REG && lstat(entry, &about) != 0 && errno == ENOENT) unlink(gone);
  }
  closedir(folder);
}

static void synced(int fd) {
  int error = errno;
  char path[PATH_MAX];
  struct stat about;
  const char *name = below(fd, path, sizeof path);
  if (name != NULL && fstat(fd, &about) == 0) {
    pthread_mutex_lock(&one_at_a_time);
    if (S_ISREG(about.st_mode) && about.st_nlink > 0) keep_content(path, name, &about);
    if (S_ISDIR(about.st_mode)) keep_names(path, name);
    pthread_mutex_unlock(&one_at_a_time);
  }
  errno = error;
}

int fsync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) synced(fd);
  return result;
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) synced(fd);
  return result;
}

/* An inode's number is given again: a new file must not inherit what was durable of the one before. */
static void forget_content(const char *path) {
  struct stat about;
  char content[PATH_MAX];
  const char *folder = getenv("POWER_FOLDER");
  if (folder == NULL || getenv("POWER_SHADOW") == NULL) return;
  if (strncmp(path, folder, strlen(folder)) != 0 || lstat(path, &about) != 0) return;
  if (!S_ISREG(about.st_mode) || about.st_nlink > 1) return;
  in_store(content, sizeof content, about.st_ino);
  static int (*real)(const char *);
  if (real == NULL) real = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
  int error = errno;
  real(content);
  errno = error;
}

int unlink(const char *path) {
  static int (*real)(const char *);
  if (real == NULL) real = (int (*)(const char *))dlsym(RTLD_NEXT, "unlink");
  forget_content(path);
  return real(path);
}

int rename(const char *from, const char *to) {
  static int (*real)(const char *, const char *);
  if (real == NULL) real = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  forget_content(to);
  return real(from, to);
}
